import { identity, type MonoTypeOperatorFunction, Observable, type SchedulerLike, takeUntil } from 'rxjs'
import { CancelledError, DeadlineError } from '../errors.ts'
import type { CallOptions } from './call-options.ts'

/** Ends a call at its total timeout, with DeadlineError, and when its signal aborts, with CancelledError. */
export const limited = <T>(
  { totalTimeoutMs, signal }: CallOptions,
  scheduler: SchedulerLike,
): MonoTypeOperatorFunction<T> =>
  totalTimeoutMs === undefined && signal === undefined
    ? identity
    : takeUntil(
        new Observable<never>((subscriber) => {
          const cancel = () => subscriber.error(new CancelledError(signal?.reason))
          if (signal?.aborted) return cancel()
          signal?.addEventListener('abort', cancel, { once: true })
          subscriber.add(() => signal?.removeEventListener('abort', cancel))
          if (totalTimeoutMs === undefined) return
          return scheduler.schedule(() => subscriber.error(new DeadlineError(totalTimeoutMs)), totalTimeoutMs)
        }),
      )
