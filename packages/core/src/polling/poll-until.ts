import {
  asyncScheduler,
  defer,
  type MonoTypeOperatorFunction,
  repeat,
  type SchedulerLike,
  takeWhile,
  throwIfEmpty,
} from 'rxjs'
import { MaxPollsError } from '../errors.ts'
import { never } from '../never.ts'
import { requireFunction, requireMilliseconds, requireNumber, requireObject, requireScheduler } from '../refuse.ts'
import { expireAfter } from '../waiting/expire-after.ts'
import { waitFor } from '../waiting/wait-for.ts'
import { type PollEffect, type PollEvent, type PollPlan, start, step } from './engine/poll-engine.ts'
import type { Look } from './schedule.ts'

/** How to poll. */
export interface PollOptions<T> {
  /** True for a final answer. */
  readonly isDone: (answer: T) => boolean
  /**
   * Milliseconds to wait after an answer before looking again. `look.polls` counts the answer, from 1; a schedule such
   * as `squareRoot()` takes the look as it is.
   */
  readonly nextDelayMs: (answer: T, look: Look) => number
  /** Milliseconds from subscription until DeadlineError; without it there is no deadline. */
  readonly deadlineMs?: number | undefined
  /** Milliseconds that one look may take, else DeadlineError; without it there is no limit. */
  readonly attemptTimeoutMs?: number | undefined
  /** How many looks may be taken before MaxPollsError; without it there is no limit. */
  readonly maxPolls?: number | undefined
  /** The clock; asyncScheduler by default. */
  readonly scheduler?: SchedulerLike | undefined
  /** From 0 to 1, for the jitter of schedules; Math.random by default. */
  readonly random?: (() => number) | undefined
}

/**
 * Looks again, by resubscribing to the source, until an answer is final. Looks once at subscription, then one look at a
 * time; of a look that emits several answers the last one counts. Emits every answer, the final one included, and
 * completes. Errors with DeadlineError at the deadline, which ends the look in flight; with MaxPollsError right after the
 * last look; with EmptyError for a look without an answer; errors of the source and of the callbacks pass through: a
 * look that may fail in passing brings its own `retry`. Unsubscribing ends the look or the wait.
 *
 *     look      --(r|)   --(d|)
 *     polled    --r---------(d|)      the wait between them is nextDelayMs
 *
 * @example
 * ```ts
 * import { pollUntil, squareRoot } from '@grantstream/core/poll'
 * import { defer, of } from 'rxjs'
 *
 * let looks = 0
 * const schedule = squareRoot({ firstMs: 10, floorMs: 10 })
 *
 * defer(() => of(++looks))
 *   .pipe(pollUntil({ isDone: (answer) => answer === 3, nextDelayMs: (_, look) => schedule(look), deadlineMs: 60_000 }))
 *   .subscribe((answer) => process.stdout.write(`${answer}\n`))
 * ```
 */
export const pollUntil = <T>(options: PollOptions<T>): MonoTypeOperatorFunction<T> => {
  const {
    isDone,
    nextDelayMs,
    scheduler = asyncScheduler,
    random = Math.random,
    deadlineMs = never,
    attemptTimeoutMs = never,
    maxPolls = never,
  } = requireObject(options)
  requireFunction('isDone', isDone)
  requireFunction('nextDelayMs', nextDelayMs)
  requireFunction('random', random)
  requireScheduler(scheduler)
  requireMilliseconds('deadlineMs', deadlineMs, 0)
  requireMilliseconds('attemptTimeoutMs', attemptTimeoutMs, 1)
  requireNumber('maxPolls', maxPolls, 1, never, 'a whole number', 1)
  return (source) =>
    defer(() => {
      let latest: T
      let state = start(scheduler.now())
      const schedule: PollPlan['schedule'] = (look) => requireMilliseconds('nextDelayMs', nextDelayMs(latest, look), 0)
      const take = (kind: PollEvent['kind']): PollEffect => {
        const [next, effect] = step({ schedule, maxPolls }, state, { kind, nowMs: scheduler.now(), random: random() })
        state = next
        return effect
      }
      const look = defer(() => {
        take('due')
        return source
      })
      return look.pipe(
        expireAfter(attemptTimeoutMs, scheduler),
        throwIfEmpty(),
        repeat({
          delay: () => {
            const effect = take('open')
            if (effect.kind !== 'wait') throw new MaxPollsError(maxPolls)
            // Never synchronous, so that rounds do not pile up on the stack.
            return waitFor(effect.delayMs, scheduler)
          },
        }),
        takeWhile((answer) => {
          latest = answer
          return !isDone(answer)
        }, true),
        expireAfter(deadlineMs, scheduler),
      )
    })
}
