import { type HttpError, RetryAfterTooLongError } from '../errors.ts'
import { requireFunction, requireMilliseconds } from '../refuse.ts'
import { waitFor } from '../waiting/wait-for.ts'
import { type Rules, requireOptions } from './call-options.ts'
import { isAdding, type Layer } from './exchange.ts'
import { explain } from './explaining.ts'
import { mayBeDone } from './repeat.ts'

/** How failed exchanges are repeated. */
export interface RetryOptions {
  /** How often at most, where a repeat does no harm; 2 by default. */
  readonly retries?: number
  /** Milliseconds; a longer Retry-After errors with RetryAfterTooLongError. 180 seconds by default. */
  readonly retryAfterLimitMs?: number
  /** From 0 to 1, for the jitter; Math.random by default. */
  readonly random?: () => number
}

const rules: Rules = {
  retries: [(value) => Number.isSafeInteger(value) && Number(value) >= 0, 'a whole number from 0'],
}

const firstDelayMs = 500
const longestDelayMs = 30_000

/**
 * Repeats a failed exchange where that does no harm, after a random part of a delay that doubles from half a second to
 * 30 seconds; on top of the Retry-After when the API gave one. A deletion that finds nothing after one whose answer was
 * lost has done what was asked.
 */
export const retrying = (given: RetryOptions = {}): Layer => {
  const { retries: usually = 2, retryAfterLimitMs = 180_000, random = Math.random } = given
  requireOptions(given, rules)
  requireMilliseconds('retryAfterLimitMs', retryAfterLimitMs, 0)
  requireFunction('random', random)

  const around: Layer['around'] =
    (perform, { scheduler, watch }) =>
    (exchange, link, answer, fail) => {
      const { operation, options } = exchange
      const count = options.retries ?? usually
      if (count === 0) return perform(exchange, link, answer, fail)
      let lost = false
      let repeats = 0

      const mend = (failure: unknown) => {
        const error = failure as Partial<HttpError>
        try {
          const isDone = mayBeDone(failure, operation.operationId)
          if (lost && operation.method === 'DELETE' && error?.kind === 'http' && error.code?.endsWith('not.found')) {
            const { status = 0, correlationId = '' } = error
            return answer({ status, headers: new Headers({ 'inin-correlation-id': correlationId }), text: '' })
          }
          if (repeats === count || isDone === undefined || (isDone && isAdding(operation))) throw failure
          lost ||= isDone
          const { retryAfterMs = 0 } = error
          if (retryAfterMs > retryAfterLimitMs) throw new RetryAfterTooLongError(retryAfterMs, retryAfterLimitMs, error)
          const delayMs = retryAfterMs + random() * Math.min(longestDelayMs, firstDelayMs * 2 ** repeats++)
          watch?.retry(exchange, delayMs, error, retryAfterMs)
          link.add(waitFor(delayMs, scheduler).subscribe(attempt))
        } catch (end) {
          fail(end)
        }
      }
      const attempt = () => perform(exchange, link, answer, mend)
      attempt()
    }
  return { rules, around, explain }
}
