import type { UsageExecutionResult } from '@grantstream/contract'
import { asyncScheduler, defer, mergeMap, type Observable, type OperatorFunction, type SchedulerLike } from 'rxjs'
import { requireId, requireMilliseconds } from '../refuse.ts'
import { pollUntil } from './poll-until.ts'
import type { Schedule } from './schedule.ts'
import { squareRoot } from './square-root.ts'
import type { UsageExecutionState, UsageWarning } from './usage-execution-state.ts'
import { type UsageResults, usageLooks } from './usage-looks.ts'

/** How to follow a usage execution. */
export interface UsagePollOptions {
  /** When to look; the square-root law by default. */
  readonly schedule?: Schedule
  /** Milliseconds from subscription until DeadlineError; 15 minutes by default. */
  readonly deadlineMs?: number
  /** Milliseconds; a longer Retry-After ends the stream with RetryAfterTooLongError. 180 seconds by default. */
  readonly retryAfterLimitMs?: number
  /** The clock; asyncScheduler by default. */
  readonly scheduler?: SchedulerLike
  /** From 0 to 1, for the jitter of the default schedule; Math.random by default. */
  readonly random?: () => number
  /** Called at most once per subscription. What it throws is ignored: a hook must not break the poll. */
  readonly onWarning?: (warning: UsageWarning) => void
}

/**
 * Follows the usage execution that the source started, to its rows. Emits `running` at once, before any look, then a
 * state per look; completes with `complete`. Several starts are followed side by side, none is dropped.
 *
 * A look that fails in passing (network, timeout, 408, 429, 500, 502, 503, 504, a throttled login) counts as still
 * running, and so does a status that is unknown. The wait is the schedule's, or the API's Retry-After if that is longer.
 * Errors with UsageExecutionFailedError, DeadlineError (which ends the look in flight), RetryAfterTooLongError, or the
 * error of a look that asking again cannot mend; errors of the source pass through. Unsubscribing ends the look or the wait.
 */
export const pollUsageExecution = (
  api: UsageResults,
  clientId: string,
  options: UsagePollOptions = {},
): OperatorFunction<UsageExecutionResult, UsageExecutionState> => {
  const follow = createFollow(api, clientId, options)
  return (starts) => starts.pipe(mergeMap(({ executionId }) => follow(executionId)))
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
): Observable<UsageExecutionState> => {
  const { random, schedule = squareRoot({ random }) } = options
  return createFollow(api, clientId, { ...options, schedule: (look) => (look.polls === 0 ? 0 : schedule(look)) })(
    executionId,
  )
}

const createFollow = (api: UsageResults, clientId: string, options: UsagePollOptions) => {
  const { random, schedule = squareRoot({ random }), deadlineMs = 15 * 60_000, retryAfterLimitMs = 180_000 } = options
  const { scheduler = asyncScheduler, onWarning = () => {} } = options
  requireId('clientId', clientId)
  requireMilliseconds('retryAfterLimitMs', retryAfterLimitMs, 0)
  const poll = pollUntil<UsageExecutionState>({
    isDone: (state) => state.status === 'complete',
    nextDelayMs: (state) => (state.status === 'running' ? state.nextLookMs : 0),
    deadlineMs,
    scheduler,
  })
  return (id: unknown): Observable<UsageExecutionState> => {
    const executionId = requireId('executionId', id)
    return defer(() =>
      usageLooks({ api, clientId, executionId, schedule, retryAfterLimitMs, scheduler, onWarning }).pipe(poll),
    )
  }
}
