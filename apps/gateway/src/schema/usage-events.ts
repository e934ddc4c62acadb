import { isApiError, type UsageExecutionProgress, type UsageExecutionState } from '@grantstream/core'
import { catchError, defer, filter, map, type Observable, of } from 'rxjs'
import { type GatewayContext, refusalOf } from '../context.ts'
import { toAsyncIterable } from '../to-async-iterable.ts'
import type { UsageExecutionSource } from './usage.ts'

/** What a subscription tells: a state of the execution, or why there will be no more of them. */
export type UsageEvent = { readonly execution: UsageExecutionSource } | { readonly failure: unknown }

/**
 * The states of an execution as events for one reader: RUNNING ones, then exactly one COMPLETE, FAILED or failure. A
 * failure is an event and no error of the iteration, so that the reader gets a last `next` with it and then `complete`.
 */
export const usageEvents = (
  { signal }: GatewayContext,
  follow: () => Observable<UsageExecutionState>,
): AsyncIterable<UsageEvent> =>
  toAsyncIterable(
    defer(follow).pipe(
      // Before the upstream told its id there is no execution to tell of.
      filter((state) => state.status !== 'starting'),
      map((state): UsageEvent => ({ execution: executionOf(state) })),
      catchError((failure: unknown) => of(lastEvent(failure))),
    ),
    { signal, limit: 2, isSuperseded: (event) => 'execution' in event && event.execution.status === 'Running' },
  )

const executionOf = (state: UsageExecutionProgress): UsageExecutionSource => {
  const { clientId, executionId, polls, elapsedMs } = state
  const facts = { clientId, executionId, polls, elapsedMs }
  return state.status === 'complete'
    ? { ...facts, status: 'Complete', rows: state.rows }
    : { ...facts, status: 'Running', rows: null }
}

const lastEvent = (failure: unknown): UsageEvent => {
  if (!isApiError(failure) || failure.kind !== 'usage-execution-failed') return { failure: refusalOf(failure) }
  const { clientId, executionId, polls, elapsedMs } = failure
  return { execution: { clientId, executionId, polls, elapsedMs, status: 'Failed', rows: null } }
}
