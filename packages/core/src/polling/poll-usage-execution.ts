import type { ApiUsageQueryResult, ApiUsageRow, UsageExecutionResult } from '@grantstream/contract'
import {
  asyncScheduler,
  catchError,
  defer,
  map,
  mergeMap,
  type Observable,
  type OperatorFunction,
  of,
  type SchedulerLike,
} from 'rxjs'
import { RetryAfterTooLongError, UsageExecutionFailedError } from '../errors.ts'
import { requireId, requireMilliseconds } from '../refuse.ts'
import { isTransient } from './is-transient.ts'
import { pollUntil } from './poll-until.ts'
import { type Schedule, squareRoot } from './square-root.ts'

/** Where a usage execution stands. `polls` counts the looks made; times are milliseconds, elapsed since following began. */
export type UsageExecutionState = Progress & (Running | { readonly status: 'complete'; readonly rows: ApiUsageRow[] })

interface Running {
  readonly status: 'running'
  /** Milliseconds from this state to the next look. */
  readonly nextLookMs: number
}

interface Progress {
  readonly clientId: string
  readonly executionId: string
  readonly polls: number
  readonly elapsedMs: number
}

/** The API told a status that this version does not know; it was taken for still running. */
export interface UsageWarning {
  readonly kind: 'unknown-status'
  readonly clientId: string
  readonly executionId: string
  /** As the API told it; undefined when it told none. */
  readonly queryStatus: unknown
}

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

/** What is needed of the api: one look at an execution. */
export interface UsageResults {
  getOauthClientUsageQueryResult(executionId: string, clientId: string): Observable<ApiUsageQueryResult>
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
  const { scheduler = asyncScheduler, onWarning } = options
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
    return defer(() => {
      const startedAtMs = scheduler.now()
      let polls = 0
      let begun = false
      let warned = false
      const progress = (): Progress => ({ clientId, executionId, polls, elapsedMs: scheduler.now() - startedAtMs })
      const running = (directedMs = 0): UsageExecutionState => {
        const now = progress()
        return { status: 'running', ...now, nextLookMs: Math.max(directedMs, schedule(now)) }
      }
      const warn = (queryStatus: unknown) => {
        if (warned) return
        warned = true
        try {
          onWarning?.({ kind: 'unknown-status', clientId, executionId, queryStatus })
        } catch {
          // A hook that throws must not break the poll.
        }
      }
      const read = ({ queryStatus, results }: ApiUsageQueryResult): UsageExecutionState => {
        const status = String(queryStatus).toLowerCase()
        if (status === 'complete') return { status, ...progress(), rows: results ?? [] }
        if (status === 'failed') throw new UsageExecutionFailedError(progress())
        if (status !== 'running') warn(queryStatus)
        return running()
      }
      const look = defer(() => {
        polls++
        return api.getOauthClientUsageQueryResult(executionId, clientId)
      }).pipe(
        catchError((error: unknown) => {
          if (!isTransient(error)) throw error
          const directedMs = 'retryAfterMs' in error ? (error.retryAfterMs ?? 0) : 0
          if (directedMs > retryAfterLimitMs) throw new RetryAfterTooLongError(directedMs, retryAfterLimitMs, error)
          return of(directedMs)
        }),
        map((answer) => (typeof answer === 'number' ? running(answer) : read(answer))),
      )
      // The state before any look is the poll's first answer: so one deadline and one loop hold for all.
      const answers = defer(() => {
        if (begun) return look
        begun = true
        return of(running())
      })
      return answers.pipe(poll)
    })
  }
}
