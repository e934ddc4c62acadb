import { asyncScheduler, Observable, type SchedulerLike } from 'rxjs'
import { requireMilliseconds, requireScheduler } from '../refuse.ts'
import { scheduleAfter } from './schedule-after.ts'

/**
 * Emits once after `delayMs` milliseconds, however long, and completes; never at once, also for 0. Unsubscribing clears
 * the timer. Infinity waits for ever. Throws a TypeError for a delay that is negative or not a number, and for what is no
 * scheduler.
 */
export const waitFor = (delayMs: number, scheduler: SchedulerLike = asyncScheduler): Observable<void> => {
  requireMilliseconds('delayMs', delayMs, 0)
  requireScheduler(scheduler)
  return new Observable<void>((subscriber) =>
    scheduleAfter(delayMs, scheduler, () => {
      subscriber.next()
      subscriber.complete()
    }),
  )
}
