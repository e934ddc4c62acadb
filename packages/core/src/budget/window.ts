/** How many requests may be made in a minute, and how many were. Plain numbers; times are milliseconds of one clock. */
export interface Window {
  /** Milliseconds until the first of `waiting` requests of this priority may be made; 0 for at once, and it counts. */
  readonly enter: (priority: 'call' | 'poll', waiting: number) => number
  readonly refused: (retryAfterMs: number | undefined) => void
  /** True when it remembers nothing, so that a new one would do. */
  readonly isFresh: () => boolean
}

// Requests travel unevenly: what left over a minute may arrive within one.
const lengthMs = 60_500
// In which polls earn what the limit is: two thirds of it a minute.
const earningMs = 90_000
// In which a limit that was lowered comes back: a tenth a minute.
const recoveryMs = 600_000
// A directive above it is not waited out here: the next request is to find out, and its caller to decide.
const longestBlockMs = 180_000

// Less than one whole poll would never let one go.
const thirdOf = (limit: number) => Math.max(1, limit / 3)

/**
 * At most `perMinute` requests in any minute, all at once if need be. Polls have a third of it to begin with and earn
 * two thirds a minute, so that calls find room; when they are short of it they wait for each other and go together, so
 * that all of them learn the news at the same time. A 429 stops everything until its Retry-After is over and lowers the
 * estimate of `perMinute` to nine tenths of what was made, though never below a fifth, since not every 429 tells what the
 * token may do; a tenth of it comes back a minute.
 */
export const createWindow = (perMinute: number, now: () => number): Window => {
  let made: number[] = []
  let most = 0
  let nowMs = 0
  let blockedUntilMs = 0
  let lowered = perMinute
  let loweredAtMs = 0
  // Of polls: how many may go.
  let credit = perMinute

  const isRecent = (atMs: number) => atMs > nowMs - lengthMs
  /** Looks at the clock; how many may be made in this minute. */
  const look = (): number => {
    const passedMs = now() - nowMs
    nowMs += passedMs
    // A clock that was set back must not make the past look like the future.
    if (passedMs < 0) {
      made = made.map((atMs) => atMs + passedMs)
      blockedUntilMs += passedMs
      loweredAtMs += passedMs
    }
    const limit = Math.min(perMinute, lowered + (perMinute * (nowMs - loweredAtMs)) / recoveryMs)
    credit = Math.min(thirdOf(limit), credit + (limit * Math.max(0, passedMs)) / earningMs)
    // Now and then, since taking from the front of a long list moves all of it.
    if (made.length > most) {
      made = made.filter(isRecent)
      most = 2 * made.length + 99
    }
    return limit
  }
  return {
    enter: (priority, waiting) => {
      const limit = look()
      const isPoll = priority === 'poll'
      const missing = isPoll ? Math.min(waiting, Math.floor(thirdOf(limit))) - credit : 0
      const roomAtMs = (made.at(-limit) ?? -lengthMs) + lengthMs
      // Whole milliseconds: a clock that moves by less would be asked without end.
      const waitMs = Math.ceil(Math.max(roomAtMs - nowMs, (missing * earningMs) / limit, blockedUntilMs - nowMs))
      if (waitMs > 0) return waitMs
      made.push(nowMs)
      if (isPoll) credit--
      return 0
    },
    refused: (retryAfterMs) => {
      look()
      const isFirst = nowMs >= blockedUntilMs
      // A second where it names no time: those that were sent before must not count as refused anew.
      blockedUntilMs = Math.max(blockedUntilMs, nowMs + Math.min(retryAfterMs || 1000, longestBlockMs))
      if (!isFirst) return
      lowered = Math.max(made.filter(isRecent).length * 0.9, perMinute / 5, 1)
      loweredAtMs = nowMs
    },
    isFresh: () => look() === perMinute && nowMs >= blockedUntilMs && !made.some(isRecent),
  }
}
