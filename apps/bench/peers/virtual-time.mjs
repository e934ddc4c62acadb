// Puts the clock and the timers of this process under our control, so that a peer's real code can wait for hours in no time.
const startMs = Date.UTC(2026, 0, 1)
const timers = new Map()
let nowMs = 0
let made = 0

const settled = async () => {
  // What a peer does between two timers is promises all the way down; a few turns of the event loop end it.
  for (let turn = 0; turn < 4; turn++) await new Promise(setImmediate)
}

Date.now = () => startMs + nowMs
performance.now = () => nowMs
globalThis.setTimeout = (call, delayMs = 0, ...given) => {
  // Node takes a delay that does not fit 31 bits for one of 1 ms.
  const lapMs = delayMs >= 1 && delayMs < 2 ** 31 ? delayMs : 1
  const timer = {
    dueMs: nowMs + lapMs,
    order: made++,
    call: () => call(...given),
    ref: () => timer,
    unref: () => timer,
  }
  timers.set(timer, timer)
  return timer
}
globalThis.clearTimeout = (timer) => timers.delete(timer)

/** Milliseconds since the process began, in virtual time. */
export const elapsedMs = () => nowMs

/** Lets timers fire in order until none is left or `untilMs` is reached. */
export const runUntil = async (untilMs) => {
  await settled()
  while (timers.size > 0) {
    const next = [...timers.values()].reduce((a, b) =>
      b.dueMs < a.dueMs || (b.dueMs === a.dueMs && b.order < a.order) ? b : a,
    )
    if (next.dueMs > untilMs) break
    timers.delete(next)
    nowMs = next.dueMs
    next.call()
    await settled()
  }
  timers.clear()
}

/** Goes back to the beginning. */
export const rewind = () => {
  timers.clear()
  nowMs = 0
}
