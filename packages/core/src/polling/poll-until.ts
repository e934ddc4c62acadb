import {
  asyncScheduler,
  defer,
  identity,
  type MonoTypeOperatorFunction,
  map,
  type Observable,
  repeat,
  type SchedulerLike,
  takeUntil,
  takeWhile,
  tap,
  throwIfEmpty,
} from 'rxjs'
import { DeadlineError } from '../errors.ts'
import { requireMilliseconds } from '../refuse.ts'
import type { Look } from './schedule.ts'
import { waitFor } from './wait-for.ts'

/** How to poll. */
export interface PollOptions<T> {
  /** True for a final answer. */
  readonly isDone: (answer: T) => boolean
  /** Milliseconds to wait after an answer before looking again. `look.polls` counts the answer, from 1. */
  readonly nextDelayMs: (answer: T, look: Look) => number
  /** Milliseconds from subscription until DeadlineError; without it there is no deadline. */
  readonly deadlineMs?: number
  /** The clock; asyncScheduler by default. */
  readonly scheduler?: SchedulerLike
}

/**
 * Looks again, by resubscribing to the source, until an answer is final. Looks once at subscription, then one look at a
 * time; of a look that emits several answers the last one counts. Emits every answer, the final one included, and
 * completes. Errors with DeadlineError at the deadline, which ends the look in flight; with EmptyError for a look
 * without an answer; errors of the source and of the callbacks pass through. Unsubscribing ends the look or the wait.
 *
 *     look      --(r|)   --(d|)
 *     polled    --r---------(d|)      the wait between them is nextDelayMs
 */
export const pollUntil = <T>(options: PollOptions<T>): MonoTypeOperatorFunction<T> => {
  const { isDone, nextDelayMs, deadlineMs, scheduler = asyncScheduler } = options
  if (deadlineMs !== undefined) requireMilliseconds('deadlineMs', deadlineMs, 0)
  return (source) =>
    defer(() => {
      const startedAtMs = scheduler.now()
      let polls = 0
      let delayMs = (): number => 0
      return source.pipe(
        throwIfEmpty(),
        tap((answer) => {
          delayMs = () => nextDelayMs(answer, { polls: ++polls, elapsedMs: scheduler.now() - startedAtMs })
        }),
        repeat({ delay: () => waitFor(delayMs(), scheduler) }),
        takeWhile((answer) => !isDone(answer), true),
        deadlineMs === undefined ? identity : takeUntil(expiry(deadlineMs, scheduler)),
      )
    })
}

const expiry = (deadlineMs: number, scheduler: SchedulerLike): Observable<never> =>
  waitFor(deadlineMs, scheduler).pipe(
    map(() => {
      throw new DeadlineError(deadlineMs)
    }),
  )
