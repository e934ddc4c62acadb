import type { ApiUsageClientQuery, ApiUsageQueryResult, UsageExecutionResult } from '@grantstream/contract'
import type { Observable } from 'rxjs'
import type { Call } from '../http/call.ts'
import { refuse, requireBody } from '../refuse.ts'

/**
 * The operations on what a client's calls used. A query or summary starts an execution at the API, whose result is to
 * be polled for: see `pollUsageExecution`. Unsubscribing from a start aborts its exchange; once it was sent the
 * execution may run all the same. Source: API facts, section 6.
 */
export interface UsageOperations {
  /** Starts a usage query. */
  postOauthClientUsageQuery(clientId: string, body: ApiUsageClientQuery): Observable<UsageExecutionResult>
  /** Starts a summary of the last `days` days, 7 by default. */
  getOauthClientUsageSummary(clientId: string, options?: { readonly days?: number }): Observable<UsageExecutionResult>
  /** Takes one look at an execution. Mind the order of the arguments: it is the vendor's. */
  getOauthClientUsageQueryResult(executionId: string, clientId: string): Observable<ApiUsageQueryResult>
}

const usage = '/api/v2/oauth/clients/{clientId}/usage'

export const usageOperations = (call: Call): UsageOperations => ({
  postOauthClientUsageQuery: (clientId, body) =>
    call.json<UsageExecutionResult>(
      {
        operationId: 'postOauthClientUsageQuery',
        method: 'POST',
        path: `${usage}/query`,
        ids: { clientId },
        body: requireBody(body),
      },
      'executionId',
    ),
  getOauthClientUsageSummary: (clientId, { days } = {}) =>
    call.json<UsageExecutionResult>(
      {
        operationId: 'getOauthClientUsageSummary',
        method: 'GET',
        path: `${usage}/summary`,
        ids: { clientId },
        query: daysQuery(days),
      },
      'executionId',
    ),
  getOauthClientUsageQueryResult: (executionId, clientId) =>
    call.json({
      operationId: 'getOauthClientUsageQueryResult',
      method: 'GET',
      path: `${usage}/query/results/{executionId}`,
      ids: { clientId, executionId },
    }),
})

const daysQuery = (days: number | undefined): Record<string, string> | undefined => {
  if (days === undefined) return undefined
  if (!Number.isSafeInteger(days) || days < 1) throw refuse('days', days, 'a whole number from 1')
  return { days: String(days) }
}
