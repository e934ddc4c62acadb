import type { ApiUsageClientQuery, UsageExecutionResult } from '@grantstream/contract'
import type { Observable } from 'rxjs'
import { requireMethods } from '../refuse.ts'
import { once } from './once.ts'

/** What starting needs of the api. */
export interface UsageStarts {
  postOauthClientUsageQuery(clientId: string, body: ApiUsageClientQuery): Observable<UsageExecutionResult>
  getOauthClientUsageSummary(
    clientId: string,
    options?: { readonly days?: number | undefined },
  ): Observable<UsageExecutionResult>
}

/**
 * One logical start of a usage query: sends its POST once, when it is first subscribed, however many subscribe, leave
 * and come back. Leaving does not abort it: a start that was sent and forgotten would run with nobody knowing its id.
 * Emits the execution id and completes, also for those who come late. A failed start is not kept: who subscribes after
 * it starts anew, so after `network` and `timeout`, when the API may have started it all the same, think first. Throws a
 * TypeError for bad arguments at the call.
 */
export const startUsageQuery = (
  api: Pick<UsageStarts, 'postOauthClientUsageQuery'>,
  clientId: string,
  body: ApiUsageClientQuery,
): Observable<UsageExecutionResult> => {
  requireMethods('api', api, 'postOauthClientUsageQuery')
  return once(api.postOauthClientUsageQuery(clientId, body))
}

/** One logical start of a usage summary of the last `days` days, 7 by default; else as {@link startUsageQuery}. */
export const startUsageSummary = (
  api: Pick<UsageStarts, 'getOauthClientUsageSummary'>,
  clientId: string,
  days?: number,
): Observable<UsageExecutionResult> => {
  requireMethods('api', api, 'getOauthClientUsageSummary')
  return once(api.getOauthClientUsageSummary(clientId, days === undefined ? {} : { days }))
}
