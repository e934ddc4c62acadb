import { type MonoTypeOperatorFunction, type SchedulerLike, throwError, timeout } from 'rxjs'

/** Ends a source that gives nothing within `limitMs` milliseconds, with an error. */
export const expiring = <T>(
  limitMs: number,
  scheduler: SchedulerLike,
  error: () => Error,
): MonoTypeOperatorFunction<T> => timeout({ first: limitMs, scheduler, with: () => throwError(error) })
