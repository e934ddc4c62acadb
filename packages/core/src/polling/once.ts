import { type Observable, ReplaySubject, share, throwIfEmpty } from 'rxjs'

/**
 * Runs the source once for all subscribers, now and later: the first one subscribes it, nobody who leaves ends it, and
 * its value is kept for all who come after. An error goes to those who wait for the value and is not kept: who comes
 * then runs the source again.
 *
 * | last one leaves | late after the value | late after an error |
 * | --------------- | -------------------- | ------------------- |
 * | goes on         | gets the value       | runs it again       |
 */
export const once = <T>(source: Observable<T>): Observable<T> =>
  source.pipe(
    throwIfEmpty(),
    share({
      connector: () => new ReplaySubject(1),
      resetOnError: true,
      resetOnComplete: false,
      resetOnRefCountZero: false,
    }),
  )
