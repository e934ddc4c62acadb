import { asyncScheduler, Observable, type SchedulerAction, type SchedulerLike } from 'rxjs'
import { requireMilliseconds } from '../refuse.ts'

// Timers take any longer wait for one of 1 ms, so longer ones are made of laps.
const longestLapMs = 2 ** 31 - 1

/**
 * Emits once after `delayMs` milliseconds, however long, and completes; never at once, also for 0. Unsubscribing clears
 * the timer. Throws a TypeError for a delay that is negative or not a number; Infinity waits for ever.
 */
export const waitFor = (delayMs: number, scheduler: SchedulerLike = asyncScheduler): Observable<void> => {
  requireMilliseconds('delayMs', delayMs, 0)
  return new Observable<void>((subscriber) => {
    let leftMs = delayMs
    let lapMs = Math.min(leftMs, longestLapMs)
    return scheduler.schedule(function (this: SchedulerAction<void>) {
      leftMs -= lapMs
      if (leftMs > 0) {
        lapMs = Math.min(leftMs, longestLapMs)
        this.schedule(undefined, lapMs)
        return
      }
      subscriber.next()
      subscriber.complete()
    }, lapMs)
  })
}
