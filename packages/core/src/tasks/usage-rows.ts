import type { ApiUsageRow } from '@grantstream/contract'
import { asyncScheduler, defer, mergeMap, type Observable } from 'rxjs'
import type { OAuthApi } from '../create-api.ts'
import { pollUsageExecution, type UsagePollOptions } from '../polling/poll-usage-execution.ts'
import { readPollOptions } from '../polling/usage-poll-options.ts'
import { refuse, requireMethods, requireObject } from '../refuse.ts'

/** What is needed of the api. */
export type ReadsUsage = Pick<OAuthApi, 'postOauthClientUsageQuery' | 'getOauthClientUsageQueryResult' | 'observe'>

/** The time that usage is read of, and how its executions are followed. */
export interface UsagePeriod {
  /** Whole days of UTC before today, of which the API has no figures yet; a whole number from 1 to 10000. */
  readonly days?: number | undefined
  /** How each usage execution is followed; as `pollUsageExecution` does by default. */
  readonly poll?: UsagePollOptions | undefined
}

/** Gives an api back. Refuses one that cannot read usage. */
export const requireReads = <T extends ReadsUsage>(api: T): T =>
  requireMethods<ReadsUsage>('api', api, 'postOauthClientUsageQuery', 'getOauthClientUsageQueryResult') as T

/** Runs one usage query of a client over the last days; emits its rows once. */
export const usageRows = (
  api: ReadsUsage,
  clientId: string,
  groupBy: ('TemplateUri' | 'HttpMethod')[],
  { days, poll }: Required<Pick<UsagePeriod, 'days'>> & UsagePeriod,
): Observable<ApiUsageRow[]> =>
  defer(() => {
    const interval = lastDays(days, (poll?.scheduler ?? asyncScheduler).now())
    return api.postOauthClientUsageQuery(clientId, groupBy.length === 0 ? { interval } : { interval, groupBy })
  }).pipe(
    pollUsageExecution(api, clientId, poll),
    mergeMap((state) => (state.status === 'complete' ? [state.rows] : [])),
  )

const dayMs = 86_400_000

const lastDays = (days: number, nowMs: number): string =>
  [nowMs - days * dayMs, nowMs].map((ms) => new Date(ms).toISOString().slice(0, 10)).join('/')

/** Refuses a period that cannot be read. */
export const requirePeriod = (options: UsagePeriod): void => {
  const { days = 1, poll = {} } = requireObject(options)
  if (!Number.isSafeInteger(days) || days < 1 || days > 10_000) {
    throw refuse('days', days, 'a whole number from 1 to 10000')
  }
  readPollOptions(requireObject(poll, 'poll'))
}
