import { catchError, defer, type Observable, type SchedulerLike, tap } from 'rxjs'
import { isApiError, type UsageExecutionFacts } from '../errors.ts'
import { never } from '../never.ts'
import { requireMilliseconds, requireObject } from '../refuse.ts'
import { expireAfter } from '../waiting/expire-after.ts'
import { untilAborted } from '../waiting/until-aborted.ts'
import type { UsageExecutionState } from './usage-execution-state.ts'
import { requireSignal } from './usage-poll-options.ts'
import { withExecution } from './with-execution.ts'

/** One who follows a shared poll: leaves alone, whatever the others do. */
export interface Waiter {
  /** Ends the waiter's stream with CancelledError, whose `cause` is the signal's reason. */
  readonly signal?: AbortSignal | undefined
  /** Milliseconds from the waiter's subscription until its DeadlineError; the poll's deadline holds besides. */
  readonly deadlineMs?: number | undefined
}

/** The states as one waiter wants them. Throws a TypeError for an option that cannot be used. */
export const forWaiter = <S extends UsageExecutionState>(
  states: Observable<S>,
  waiter: Waiter,
  scheduler: SchedulerLike,
): Observable<S> => {
  const { signal, deadlineMs = never } = requireObject(waiter, 'waiter')
  requireSignal(signal)
  requireMilliseconds('deadlineMs', deadlineMs, 0)
  if (signal === undefined && deadlineMs === never) return states
  return defer(() => {
    let latest: UsageExecutionState | undefined
    return states.pipe(
      tap((state) => {
        latest = state
      }),
      expireAfter(deadlineMs, scheduler),
      untilAborted(signal),
      catchError((error: unknown) => {
        const facts = factsOf(latest)
        throw facts && isApiError(error) && error.execution === undefined ? withExecution(error, facts) : error
      }),
    )
  })
}

const factsOf = (state: UsageExecutionState | undefined): UsageExecutionFacts | undefined => {
  if (state?.status !== 'running') return undefined
  const { clientId, executionId, polls, elapsedMs, resumeToken } = state
  return { clientId, executionId, polls, elapsedMs, resumeToken, lastStatus: undefined }
}
