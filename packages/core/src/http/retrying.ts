import { type ApiError, type HttpError, RetryAfterTooLongError } from '../errors.ts'
import { scheduleAfter } from '../waiting/schedule-after.ts'
import { aFunction, type Rules, requireOptions, wholeNumberFrom } from './call-options.ts'
import { type Failed, isAdding, type Layer } from './exchange.ts'
import { explain } from './explaining.ts'
import { mayBeDone } from './repeat.ts'

const firstDelayMs = 500
const longestDelayMs = 30_000

/** How failed exchanges are repeated. */
export interface RetryOptions {
  /** How often at most, where a repeat does no harm; 2 by default. */
  readonly retries?: number | undefined
  /** Milliseconds; a longer Retry-After errors with RetryAfterTooLongError. 180 seconds by default. */
  readonly retryAfterLimitMs?: number | undefined
  /** From 0 to 1, for the jitter; Math.random by default. */
  readonly random?: (() => number) | undefined
}

const rules: Rules = {
  retries: /* @__PURE__ */ wholeNumberFrom(0),
  retryAfterLimitMs: ['a number of milliseconds from 0', (value) => typeof value === 'number' && value >= 0],
  random: aFunction,
}

/**
 * Repeats a failed exchange where that does no harm, after a random part of a delay that doubles from half a second to
 * 30 seconds; on top of the Retry-After when the API gave one. A deletion that finds nothing after one whose answer was
 * lost has done what was asked.
 */
export const retrying = (given: RetryOptions = {}): Layer => {
  requireOptions(given, rules)
  const { retries: usually = 2, retryAfterLimitMs = 180_000, random = Math.random } = given

  const around: Layer['around'] = (perform, access) => {
    const { scheduler, watch } = access
    access.explain = explain
    return (exchange, link, answer, fail) => {
      const { operation, options } = exchange
      const count = options.retries ?? usually
      let lost = false
      let repeats = 0

      const mend = (error: Partial<HttpError> | undefined) => {
        try {
          const isDone = mayBeDone(error as ApiError | undefined, operation.operationId)
          if (lost && operation.method === 'DELETE' && error?.kind === 'http' && error.code?.endsWith('not.found')) {
            const { status, correlationId = null } = error as HttpError
            const get = (name: string) => (name.toLowerCase() === 'inin-correlation-id' ? correlationId : null)
            return answer({ status, text: '', headers: { get } })
          }
          if (repeats === count || isDone === undefined || (isDone && isAdding(operation))) throw error
          lost ||= isDone
          const { retryAfterMs = 0 } = error as Partial<HttpError>
          if (retryAfterMs > retryAfterLimitMs) throw new RetryAfterTooLongError(retryAfterMs, retryAfterLimitMs, error)
          const jitterMs = random() * Math.min(longestDelayMs, firstDelayMs * 2 ** repeats++)
          // A bad draw, no number or below 0, must not cut short what the API directed.
          const delayMs = retryAfterMs + Math.max(0, jitterMs || 0)
          watch?.retry(exchange, delayMs, error, retryAfterMs)
          link.add(scheduleAfter(delayMs, scheduler, attempt))
        } catch (end) {
          fail(end)
        }
      }
      const attempt = () => perform(exchange, link, answer, mend as Failed)
      attempt()
    }
  }
  return { rules, around }
}
