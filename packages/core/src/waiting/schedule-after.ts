import type { SchedulerAction, SchedulerLike, Subscription } from 'rxjs'

// Timers take any longer wait for one of 1 ms, so longer ones are made of laps.
const longestLapMs = 2 ** 31 - 1

/** Does something once after `delayMs` milliseconds, however many; never at once, also for 0. */
export const scheduleAfter = (delayMs: number, scheduler: SchedulerLike, work: () => void): Subscription => {
  let leftMs = delayMs
  const lapMs = () => Math.min(leftMs, longestLapMs)
  return scheduler.schedule(function (this: SchedulerAction<void>) {
    leftMs -= longestLapMs
    if (leftMs > 0) this.schedule(undefined, lapMs())
    else work()
  }, lapMs())
}
