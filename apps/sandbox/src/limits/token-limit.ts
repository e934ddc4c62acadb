import type { Clock } from '../clock.ts'
import { minuteMs, type TokenMinuteStore } from '../store/token-minutes.ts'
import { tooManyRequests } from './too-many-requests.ts'

/** Counts a call of a token. Refuses with `too.many.requests.retry.after`; calls that are refused count as well. */
export type TokenLimit = (tokenHash: Uint8Array) => Promise<void>

export interface TokenLimitOptions {
  readonly minutes: Pick<TokenMinuteStore, 'count'>
  readonly clock: Clock
  /** Calls that a token may make in a minute, which begins with the first of them. */
  readonly perMinute: number
  /** Hears of every call that is refused. */
  readonly onRefusal: () => void
}

/** The unit is the token, not the client. Source: API facts, section 4, Rate limits. */
export const createTokenLimit =
  ({ minutes, clock, perMinute, onRefusal }: TokenLimitOptions): TokenLimit =>
  async (tokenHash) => {
    const now = clock.now()
    const { calls, dateStarted } = await minutes.count(tokenHash, now)
    if (calls <= perMinute) return
    onRefusal()
    const left = dateStarted.getTime() + minuteMs - now.getTime()
    throw tooManyRequests(Math.max(1, Math.ceil(left / 1000)))
  }
