import { defer, fromEvent, map, type Observable, of, type SchedulerLike, takeUntil } from 'rxjs'
import { CancelledError, DeadlineError } from '../errors.ts'
import type { CallOptions } from './call-options.ts'
import { expiring } from './expiring.ts'

/** Ends a call at its total timeout, with DeadlineError, and when its signal aborts, with CancelledError. */
export const limited = <T>(
  source: Observable<T>,
  { totalTimeoutMs, signal }: CallOptions,
  scheduler: SchedulerLike,
): Observable<T> => {
  const timed = totalTimeoutMs
    ? source.pipe(expiring(totalTimeoutMs, scheduler, () => new DeadlineError(totalTimeoutMs)))
    : source
  if (!signal) return timed
  const aborted = defer(() => (signal.aborted ? of(0) : fromEvent(signal, 'abort'))).pipe(
    map(() => {
      throw new CancelledError(signal.reason)
    }),
  )
  return timed.pipe(takeUntil(aborted))
}
