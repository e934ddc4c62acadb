import { asyncScheduler, type SchedulerLike } from 'rxjs'
import { never } from '../never.ts'
import {
  refuse,
  requireFunction,
  requireMilliseconds,
  requireNumber,
  requireObject,
  requireScheduler,
} from '../refuse.ts'
import type { Schedule } from './schedule.ts'
import { squareRoot } from './square-root.ts'
import type { UsageWarning } from './usage-execution-state.ts'

/** How to follow a usage execution. */
export interface UsagePollOptions {
  /** When to look: `squareRoot()` by default, `learned(...)`, `fixed(...)`, `exponential()`, or a function of yours. */
  readonly schedule?: Schedule | undefined
  /** Milliseconds from the start of the following until DeadlineError; 15 minutes by default. */
  readonly deadlineMs?: number | undefined
  /** Milliseconds that one look may take, waiting for its turn included; by default its exchange has the api's `timeoutMs`. */
  readonly attemptTimeoutMs?: number | undefined
  /** How many looks may be taken before MaxPollsError; no limit by default. */
  readonly maxPolls?: number | undefined
  /** Milliseconds; a longer Retry-After ends the stream with RetryAfterTooLongError. 180 seconds by default. */
  readonly retryAfterLimitMs?: number | undefined
  /** Ends the stream with CancelledError, whose `cause` is the signal's reason. */
  readonly signal?: AbortSignal | undefined
  /** The clock; asyncScheduler by default. */
  readonly scheduler?: SchedulerLike | undefined
  /** From 0 to 1, for jitter; Math.random by default. */
  readonly random?: (() => number) | undefined
  /** Called at most once per subscription. What it throws is ignored: a hook must not break the poll. */
  readonly onWarning?: ((warning: UsageWarning) => void) | undefined
}

/** The options with their defaults. */
export type UsagePollSettings = Required<Omit<UsagePollOptions, 'signal'>> & Pick<UsagePollOptions, 'signal'>

/** Throws a TypeError that names the option which cannot be used. */
export const readPollOptions = (options: UsagePollOptions): UsagePollSettings => {
  const {
    schedule = squareRoot(),
    deadlineMs = 15 * 60_000,
    attemptTimeoutMs = never,
    maxPolls = never,
  } = requireObject(options)
  const { retryAfterLimitMs = 180_000, signal, scheduler = asyncScheduler, random = Math.random } = options
  const { onWarning = ignore } = options
  requireFunction('schedule', schedule)
  requireMilliseconds('deadlineMs', deadlineMs, 0)
  requireMilliseconds('attemptTimeoutMs', attemptTimeoutMs, 1)
  requireNumber('maxPolls', maxPolls, 1, never, 'a whole number', 1)
  requireMilliseconds('retryAfterLimitMs', retryAfterLimitMs, 0)
  requireSignal(signal)
  requireFunction('random', random)
  requireFunction('onWarning', onWarning)
  requireScheduler(scheduler)
  return {
    schedule,
    deadlineMs,
    attemptTimeoutMs,
    maxPolls,
    retryAfterLimitMs,
    signal,
    scheduler,
    random,
    onWarning,
  }
}

/** Refuses what is not an AbortSignal. */
export const requireSignal = (signal: unknown): void => {
  const isSignal = typeof signal === 'object' && signal !== null && 'aborted' in signal && 'addEventListener' in signal
  if (signal !== undefined && !isSignal) throw refuse('signal', signal, 'an AbortSignal')
}

const ignore = () => {}
