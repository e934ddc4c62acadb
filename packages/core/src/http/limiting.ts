import { never } from '../refuse.ts'
import { expireAfter } from '../waiting/expire-after.ts'
import { untilAborted } from '../waiting/until-aborted.ts'
import { milliseconds, type Rules, requireOptions } from './call-options.ts'
import type { Layer } from './exchange.ts'

/** When calls end at the latest. */
export interface LimitOptions {
  /** Milliseconds from subscription to the answer, repeats and waiting for the budget included; no limit by default. */
  readonly totalTimeoutMs?: number
}

const rules: Rules = {
  totalTimeoutMs: milliseconds,
  signal: [(value) => typeof (value as AbortSignal | null)?.addEventListener === 'function', 'an AbortSignal'],
}

/** Ends a call at its total timeout, with DeadlineError, and when its signal aborts, with CancelledError. */
export const limiting = (given: LimitOptions = {}): Layer => {
  requireOptions(given, rules)
  return {
    rules,
    around:
      (perform, { scheduler }) =>
      (exchange) => {
        const { totalTimeoutMs = given.totalTimeoutMs ?? never, signal } = exchange.options
        return perform(exchange).pipe(expireAfter(totalTimeoutMs, scheduler), untilAborted(signal))
      },
  }
}
