import type { ApiUsageClientQuery, OAuthApi, UsageExecutionResult } from '@grantstream/core'
import type { Observable } from 'rxjs'
import type { z } from 'zod'
import { checked } from '../input/checked.ts'
import { usageQueryRules, usageSummaryRules } from '../input/usage-rules.ts'

/** What starts an execution, ready to run: nothing is sent before it is subscribed to. */
export interface UsageStart {
  readonly clientId: string
  readonly start: Observable<UsageExecutionResult>
}

/** Throws `InvalidInput`. */
export const usageQueryStart = (api: OAuthApi, input: unknown): UsageStart => {
  const { clientId, ...query } = checked(usageQueryRules, input)
  return { clientId, start: api.postOauthClientUsageQuery(clientId, bodyOf(query)) }
}

/** Throws `InvalidInput`. */
export const usageSummaryStart = (api: OAuthApi, input: unknown): UsageStart => {
  const { clientId, days } = checked(usageSummaryRules, input)
  return { clientId, start: api.getOauthClientUsageSummary(clientId, days == null ? {} : { days }) }
}

type Query = Omit<z.infer<typeof usageQueryRules>, 'clientId'>

const bodyOf = ({ interval, granularity, groupBy, metrics }: Query): ApiUsageClientQuery => ({
  interval: `${interval.start.toISOString()}/${interval.end.toISOString()}`,
  ...(granularity && { granularity }),
  ...(groupBy && { groupBy }),
  ...(metrics && { metrics }),
})
