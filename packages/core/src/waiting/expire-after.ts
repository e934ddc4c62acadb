import { identity, type MonoTypeOperatorFunction, map, type SchedulerLike, takeUntil } from 'rxjs'
import { DeadlineError } from '../errors.ts'
import { never } from '../never.ts'
import { waitFor } from './wait-for.ts'

/** Errors after `delayMs` milliseconds, unless the source has ended by then, and ends the source. Never for Infinity. */
export const expireAfter = <T>(
  delayMs: number,
  scheduler: SchedulerLike,
  errorOf: (delayMs: number) => unknown = (deadlineMs) => new DeadlineError(deadlineMs),
): MonoTypeOperatorFunction<T> =>
  delayMs === never
    ? identity
    : takeUntil(
        waitFor(delayMs, scheduler).pipe(
          map(() => {
            throw errorOf(delayMs)
          }),
        ),
      )
