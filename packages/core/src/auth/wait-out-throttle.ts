import { type MonoTypeOperatorFunction, retry, type SchedulerLike, throwError } from 'rxjs'
import { isApiError } from '../errors.ts'
import { refuse } from '../refuse.ts'
import { waitFor } from '../waiting/wait-for.ts'

/**
 * How a login behaves that the login host throttles. Its waits count towards the total timeout of a call; a call that is
 * repeated after them begins to wait anew.
 */
export interface ThrottlePatience {
  /** How often a throttled login is made again; 4 by default, 0 for never. */
  readonly throttleRetries?: number | undefined
  /** From 0 to 1, for the jitter of the waits; Math.random by default. */
  readonly random?: (() => number) | undefined
}

// A longer Retry-After is left to the caller, as the vendor's own SDKs do. Source: API facts, section 4, retries.
const longestWaitMs = 180_000

/**
 * Makes a login again that was refused for the rate limit: after the Retry-After, or else 1, 2, 4, 8 ... seconds, plus
 * up to a quarter. The limit refuses before anything is looked at, so that a code or a refresh token is still good.
 * Any other error, and the last refusal, passes through; so does each one while `isSpare` says that there is something
 * else to go on with. Unsubscribing ends the wait.
 */
export const waitOutThrottle = <T>(
  { throttleRetries = 4, random = Math.random }: ThrottlePatience,
  scheduler: SchedulerLike,
  isSpare = () => false,
): MonoTypeOperatorFunction<T> =>
  retry({
    count: throttleRetries,
    delay: (error: unknown, tries) => {
      if (!isApiError(error) || error.kind !== 'login' || !error.throttled || isSpare()) return throwError(() => error)
      const waitMs = error.retryAfterMs ?? 1000 * 2 ** (tries - 1)
      // A bad draw, no number or below 0, must not cut short what the login host directed.
      const jitter = Math.max(0, random() || 0) / 4
      return waitMs > longestWaitMs ? throwError(() => error) : waitFor(waitMs * (1 + jitter), scheduler)
    },
  })

/** Refuses options that cannot be used. */
export const requirePatience = ({ throttleRetries = 0, random = Math.random }: ThrottlePatience): void => {
  if (!Number.isSafeInteger(throttleRetries) || throttleRetries < 0) {
    throw refuse('throttleRetries', throttleRetries, 'a whole number from 0')
  }
  if (typeof random !== 'function') throw refuse('random', random, 'a function')
}
