/** How many requests may be made in a minute, and how many were. Plain numbers; times are milliseconds of one clock. */
export interface Window {
  /** Milliseconds until the first of `waiting` requests of this priority may be made; 0 for at once, and it counts. */
  readonly enter: (nowMs: number, priority: 'call' | 'poll', waiting: number) => number
  readonly refused: (nowMs: number, retryAfterMs: number | undefined) => void
  /** True when it remembers nothing, so that a new one would do. */
  readonly isFresh: (nowMs: number) => boolean
}

const minuteMs = 60_000
// Requests travel unevenly: what left over a minute may arrive within one.
const lengthMs = minuteMs + 500
// A directive above it is not waited out here: the next request is to find out, and its caller to decide.
const longestBlockMs = 180_000

/**
 * At most `perMinute` requests in any minute, all at once if need be. Polls have a third of it to begin with and earn
 * two thirds a minute, so that calls find room; when they are short of it they wait for each other and go together, so
 * that all of them learn the news at the same time. A 429 stops everything until its Retry-After is over and lowers the
 * estimate of `perMinute` to nine tenths of what was made; a tenth of it comes back a minute.
 */
export const createWindow = (perMinute: number): Window => {
  let made: number[] = []
  let lastSeenMs = 0
  let blockedUntilMs = 0
  let loweredTo = perMinute
  let loweredAtMs = 0
  // Of polls: how many may go.
  let credit = perMinute / 3

  const earned = (limit: number) => (limit * 2) / 3 / minuteMs

  const look = (nowMs: number): number => {
    const passedMs = nowMs - lastSeenMs
    // A clock that was set back must not make the past look like the future.
    if (passedMs < 0) {
      made = made.map((atMs) => atMs + passedMs)
      blockedUntilMs += passedMs
      loweredAtMs += passedMs
    }
    const regained = ((perMinute / 10) * (nowMs - loweredAtMs)) / minuteMs
    const limit = Math.min(perMinute, Math.floor(loweredTo + regained))
    credit = Math.min(limit / 3, credit + earned(limit) * Math.max(0, passedMs))
    lastSeenMs = nowMs
    while ((made[0] ?? nowMs) <= nowMs - lengthMs) made.shift()
    return limit
  }
  return {
    enter: (nowMs, priority, waiting) => {
      const limit = look(nowMs)
      const over = made[made.length - limit]
      const missing = priority === 'poll' ? Math.max(1, Math.min(waiting, Math.floor(limit / 3))) - credit : 0
      const roomAtMs = over === undefined ? nowMs : over + lengthMs
      const waitMs = Math.max(roomAtMs - nowMs, missing / earned(limit), blockedUntilMs - nowMs)
      // Whole milliseconds: a clock that moves by less would be asked without end.
      if (waitMs > 0) return Math.ceil(waitMs)
      made.push(nowMs)
      if (priority === 'poll') credit--
      return 0
    },
    refused: (nowMs, retryAfterMs = 1000) => {
      const limit = look(nowMs)
      const isFirst = nowMs >= blockedUntilMs
      blockedUntilMs = Math.max(blockedUntilMs, nowMs + Math.min(retryAfterMs, longestBlockMs))
      if (!isFirst) return
      loweredTo = Math.max(1, Math.floor(Math.min(made.length, limit) * 0.9), Math.floor(perMinute / 20))
      loweredAtMs = nowMs
    },
    isFresh: (nowMs) => look(nowMs) === perMinute && made.length === 0 && nowMs >= blockedUntilMs,
  }
}
