import type { Clock } from '../clock.ts'
import { minuteMs, type TokenMinute } from '../store/admissions.ts'
import { tooManyRequests } from './too-many-requests.ts'

/** Refuses a call that comes too early with `too.many.requests.retry.after`; calls that are refused are counted as well. */
export type TokenLimit = (minute: TokenMinute) => void

export interface TokenLimitOptions {
  readonly clock: Clock
  /** Calls that a token may make in a minute, which begins with the first of them. */
  readonly perMinute: number
  /** Hears of every call that is refused. */
  readonly onRefusal: () => void
}

/** The unit is the token, not the client. Source: API facts, section 4, Rate limits. */
export const createTokenLimit =
  ({ clock, perMinute, onRefusal }: TokenLimitOptions): TokenLimit =>
  ({ calls, dateStarted }) => {
    if (calls <= perMinute) return
    onRefusal()
    const left = dateStarted.getTime() + minuteMs - clock.now().getTime()
    throw tooManyRequests(Math.max(1, Math.ceil(left / 1000)))
  }
