// Makes the timers and the clock of this process run faster, as those of the scripted servers do.
const timesFaster = 1000
const { setTimeout: wait, Date: RealDate } = globalThis
let aheadMs = 0

const now = () => aheadMs + performance.now() * timesFaster

globalThis.setTimeout = (call, delayMs = 0, ...given) => {
  // Node takes a delay that does not fit 31 bits for one of 1 ms.
  const lapMs = delayMs >= 1 && delayMs < 2 ** 31 ? delayMs : 1
  return wait(call, lapMs / timesFaster, ...given)
}
globalThis.Date = class extends RealDate {
  constructor(...given) {
    if (given.length === 0) super(now())
    else super(...given)
  }
  static now() {
    return now()
  }
}

/** Sets the clock. */
export const setNow = (nowMs) => {
  aheadMs = nowMs - performance.now() * timesFaster
}
