import { asyncScheduler, Observable, type SchedulerLike } from 'rxjs'
import { requireMilliseconds } from '../refuse.ts'
import { scheduleAfter } from './schedule-after.ts'

/**
 * Emits once after `delayMs` milliseconds, however long, and completes; never at once, also for 0. Unsubscribing clears
 * the timer. Throws a TypeError for a delay that is negative or not a number; Infinity waits for ever.
 */
export const waitFor = (delayMs: number, scheduler: SchedulerLike = asyncScheduler): Observable<void> => {
  requireMilliseconds('delayMs', delayMs, 0)
  return new Observable<void>((subscriber) =>
    scheduleAfter(delayMs, scheduler, () => {
      subscriber.next()
      subscriber.complete()
    }),
  )
}
