import { CancelledError, DeadlineError } from '../errors.ts'
import { milliseconds, type Rules, requireOptions, withMethod } from './call-options.ts'
import type { Layer } from './exchange.ts'

/** When calls end at the latest. */
export interface LimitOptions {
  /** Milliseconds from subscription to the answer, repeats and waiting for the budget included; no limit by default. */
  readonly totalTimeoutMs?: number | undefined
}

const rules: Rules = {
  totalTimeoutMs: milliseconds,
  signal: /* @__PURE__ */ withMethod('addEventListener', 'an AbortSignal'),
}

/** Ends a call at its total timeout, with DeadlineError, and when its signal aborts, with CancelledError. */
export const limiting = (given: LimitOptions = {}): Layer => {
  requireOptions(given, rules)
  return {
    rules,
    around:
      (perform, { scheduler }) =>
      (exchange, link, answer, fail) => {
        const { totalTimeoutMs = given.totalTimeoutMs, signal } = exchange.options
        if (signal) {
          const abort = () => fail(new CancelledError(signal.reason))
          if (signal.aborted) return abort()
          signal.addEventListener('abort', abort)
          link.add(() => signal.removeEventListener('abort', abort))
        }
        if (totalTimeoutMs) {
          link.add(scheduler.schedule(() => fail(new DeadlineError(totalTimeoutMs)), totalTimeoutMs))
        }
        perform(exchange, link, answer, fail)
      },
  }
}
