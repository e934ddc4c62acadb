import { DeadlineError } from '../errors.ts'
import { untilAborted } from '../waiting/until-aborted.ts'
import { milliseconds, type Rules, requireOptions } from './call-options.ts'
import type { Layer } from './exchange.ts'
import { expiring } from './expiring.ts'

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
        const { totalTimeoutMs = given.totalTimeoutMs, signal } = exchange.options
        const answer = perform(exchange)
        const timed =
          totalTimeoutMs === undefined
            ? answer
            : answer.pipe(expiring(totalTimeoutMs, scheduler, () => new DeadlineError(totalTimeoutMs)))
        return timed.pipe(untilAborted(signal))
      },
  }
}
