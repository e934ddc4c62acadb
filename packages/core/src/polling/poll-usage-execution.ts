import type { UsageExecutionResult } from '@grantstream/contract'
import { map, mergeAll, type Observable, type OperatorFunction, of, startWith } from 'rxjs'
import { requireId } from '../http/path.ts'
import { untilAborted } from '../waiting/until-aborted.ts'
import { followExecution } from './follow-execution.ts'
import { lookAtOnce } from './look-at-once.ts'
import type { UsageExecutionProgress, UsageExecutionState } from './usage-execution-state.ts'
import { readPollOptions, type UsagePollOptions } from './usage-poll-options.ts'
import { requireResults, type UsageResults } from './usage-results.ts'

export type { UsagePollOptions } from './usage-poll-options.ts'

/**
 * Follows the usage execution that the source starts, to its rows. Emits `starting` at once, `running` when the source
 * told the execution id and then after each look that did not find the end; completes with `complete`. Several starts
 * are followed side by side, none is dropped.
 *
 * A look that fails in passing (network, timeout, 408, 429, 500, 502, 503, 504, a throttled login, one answer in a row
 * that cannot be read) counts as still running, and so does a status that is unknown. The wait is the schedule's, or the
 * API's Retry-After if that is longer. Errors with UsageExecutionFailedError, DeadlineError (which ends the look in
 * flight), MaxPollsError, RetryAfterTooLongError, CancelledError, or the error of a look that asking again cannot mend;
 * all of them tell in `execution` where it stood. Errors of the source pass through. Unsubscribing ends the look or the
 * wait, and whatever the source does.
 *
 * @example
 * ```ts
 * import { bearerToken, createOAuthApi, hostsOf, pollUsageExecution } from '@grantstream/core'
 *
 * const api = createOAuthApi({ ...hostsOf('eu-west-1'), auth: bearerToken('a-token') })
 *
 * api
 *   .postOauthClientUsageQuery('a-client', { interval: '2026-01-01/2026-02-01' })
 *   .pipe(pollUsageExecution(api, 'a-client'))
 *   .subscribe((state) => process.stdout.write(`${state.status} after ${state.polls} looks\n`))
 * ```
 */
export const pollUsageExecution = (
  api: UsageResults,
  clientId: string,
  options: UsagePollOptions = {},
): OperatorFunction<UsageExecutionResult, UsageExecutionState> => {
  requireResults(api)
  requireId('clientId', clientId)
  const settings = readPollOptions(options)
  const starting: UsageExecutionState = { status: 'starting', clientId, polls: 0, elapsedMs: 0 }
  return (starts) =>
    starts.pipe(
      map(({ executionId }) =>
        followExecution(api, { clientId, executionId: requireId('executionId', executionId) }, settings),
      ),
      startWith(of(starting)),
      // Until the starts are over; each following ends by itself and tells where it stood.
      untilAborted(settings.signal),
      mergeAll(),
    )
}

/**
 * Follows a usage execution that was started before, as {@link pollUsageExecution} does, but takes its first look at
 * once. Starts nothing.
 */
export const followUsageExecution = (
  api: UsageResults,
  clientId: string,
  executionId: string,
  options: UsagePollOptions = {},
): Observable<UsageExecutionProgress> =>
  followExecution(
    requireResults(api),
    { clientId: requireId('clientId', clientId), executionId: requireId('executionId', executionId) },
    lookAtOnce(readPollOptions(options)),
  )
