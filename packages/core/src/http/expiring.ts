import { type MonoTypeOperatorFunction, Observable, type SchedulerLike } from 'rxjs'

/** Ends a source that has not ended within `limitMs` milliseconds, a time that a timer can be set to, with an error. */
export const expiring =
  <T>(limitMs: number, scheduler: SchedulerLike, error: () => Error): MonoTypeOperatorFunction<T> =>
  (source) =>
    new Observable((subscriber) => {
      subscriber.add(scheduler.schedule(() => subscriber.error(error()), limitMs))
      source.subscribe(subscriber)
    })
