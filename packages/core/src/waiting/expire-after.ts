import { type MonoTypeOperatorFunction, Observable, type SchedulerLike } from 'rxjs'
import { DeadlineError } from '../errors.ts'
import { never } from '../never.ts'
import { scheduleAfter } from './schedule-after.ts'

/** Errors after `delayMs` milliseconds, unless the source has ended by then, and ends the source. Never for Infinity. */
export const expireAfter =
  <T>(
    delayMs: number,
    scheduler: SchedulerLike,
    errorOf: (delayMs: number) => unknown = (deadlineMs) => new DeadlineError(deadlineMs),
  ): MonoTypeOperatorFunction<T> =>
  (source) =>
    new Observable((subscriber) => {
      if (delayMs < never) subscriber.add(scheduleAfter(delayMs, scheduler, () => subscriber.error(errorOf(delayMs))))
      source.subscribe(subscriber)
    })
