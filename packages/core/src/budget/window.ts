/** How many requests may be made in a minute, and how many were. Plain numbers; times are milliseconds of one clock. */
export interface Window {
  /** Milliseconds until a request of this priority may be made; 0 for at once. */
  readonly waitMs: (nowMs: number, priority: 'call' | 'poll') => number
  readonly count: (nowMs: number, priority: 'call' | 'poll') => void
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
 * At most `perMinute` requests in any minute, all at once if need be. Polls alone take no more than their part: a third
 * of them at once, then two thirds of them a minute, evenly, so that calls find room. A 429 stops everything until its
 * Retry-After is over and lowers the estimate of `perMinute` by a tenth of what was made; a tenth of it comes back a minute.
 */
export const createWindow = (perMinute: number): Window => {
  let made: number[] = []
  let lastSeenMs = Number.NEGATIVE_INFINITY
  let nextPollMs = Number.NEGATIVE_INFINITY
  let blockedUntilMs = Number.NEGATIVE_INFINITY
  let lowered = { to: perMinute, atMs: 0 }

  const limitAt = (nowMs: number): number =>
    Math.min(perMinute, Math.floor(lowered.to + ((perMinute / 10) * (nowMs - lowered.atMs)) / minuteMs))

  // A clock that was set back must not make the past look like the future.
  const look = (nowMs: number) => {
    const backMs = lastSeenMs - nowMs
    if (backMs > 0) {
      made = made.map((atMs) => atMs - backMs)
      nextPollMs -= backMs
      blockedUntilMs -= backMs
      lowered = { ...lowered, atMs: lowered.atMs - backMs }
    }
    lastSeenMs = nowMs
    const first = made.findIndex((atMs) => atMs > nowMs - lengthMs)
    made.splice(0, first === -1 ? made.length : first)
  }
  return {
    waitMs: (nowMs, priority) => {
      look(nowMs)
      const limit = limitAt(nowMs)
      const over = made[made.length - limit]
      const freeAtMs = over === undefined ? nowMs : over + lengthMs
      const pollAtMs = priority === 'poll' && made.length * 3 >= limit ? nextPollMs : nowMs
      return Math.max(0, freeAtMs - nowMs, pollAtMs - nowMs, blockedUntilMs - nowMs)
    },
    count: (nowMs, priority) => {
      made.push(nowMs)
      if (priority === 'poll') nextPollMs = nowMs + (1.5 * minuteMs) / limitAt(nowMs)
    },
    refused: (nowMs, retryAfterMs = 1000) => {
      look(nowMs)
      const isFirst = nowMs >= blockedUntilMs
      blockedUntilMs = Math.max(blockedUntilMs, nowMs + Math.min(retryAfterMs, longestBlockMs))
      if (!isFirst) return
      const used = Math.min(made.length, limitAt(nowMs))
      lowered = { to: Math.max(1, Math.floor(used * 0.9), Math.floor(perMinute / 20)), atMs: nowMs }
    },
    isFresh: (nowMs) => {
      look(nowMs)
      return made.length === 0 && nowMs >= blockedUntilMs && limitAt(nowMs) === perMinute
    },
  }
}
