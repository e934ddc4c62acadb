import type { GatewayClient } from './gateway-client.ts'

/** A state of a usage execution, as the subscription of the gateway tells it. */
export interface UsageExecution {
  readonly executionId: string
  readonly status: 'RUNNING' | 'COMPLETE' | 'FAILED' | 'UNKNOWN'
  readonly polls: number
  readonly elapsedMs: number
  readonly rows: readonly UsageRow[] | null
}

export interface UsageRow {
  readonly templateUri: string | null
  readonly httpMethod: string | null
  readonly requests: number
  readonly status200: number
  readonly status400: number
  readonly status500: number
}

export interface UsageQuestion {
  readonly clientId: string
  readonly interval: { readonly start: string; readonly end: string }
}

const document = /* GraphQL */ `
  subscription BusiestEndpoints($input: StartUsageQueryInput!) {
    usageQuery(input: $input) {
      executionId
      status
      polls
      elapsedMs
      rows {
        templateUri
        httpMethod
        requests
        status200
        status400
        status500
      }
    }
  }
`

/**
 * Starts a usage query by endpoint through the gateway and follows it: each state goes to `seen` as it comes. Resolves
 * with the rows, busiest first; rejects when the execution fails or the gateway refuses.
 */
export const usageByEndpoint = async (
  gateway: GatewayClient,
  question: UsageQuestion,
  seen: (state: UsageExecution) => void,
): Promise<UsageRow[]> => {
  const input = { ...question, groupBy: ['TEMPLATE_URI', 'HTTP_METHOD'] }
  for await (const { usageQuery: state } of gateway.follow<{ usageQuery: UsageExecution }>(document, { input })) {
    seen(state)
    if (state.status === 'FAILED') throw new Error(`the usage execution ${state.executionId} failed`)
    if (state.status === 'COMPLETE') return (state.rows ?? []).toSorted((a, b) => b.requests - a.requests)
  }
  throw new Error('the gateway ended the stream before the usage execution was complete')
}
