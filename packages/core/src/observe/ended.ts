import type { OperationId } from '@grantstream/contract'
import { type MonoTypeOperatorFunction, Observable, type SchedulerLike } from 'rxjs'
import type { EndEvent, Observe } from './api-event.ts'

/** Tells the observer how a call ended, and after how long. */
export const ended =
  <T>(
    scope: { readonly operationId: OperationId; readonly call: number },
    observe: Observe,
    scheduler: SchedulerLike,
  ): MonoTypeOperatorFunction<T> =>
  (source) =>
    new Observable((subscriber) => {
      const startedAtMs = scheduler.now()
      let outcome: EndEvent['outcome'] = 'unsubscribed'
      let error: unknown
      subscriber.add(() => {
        const atMs = scheduler.now()
        observe({ kind: 'end', of: 'call', ...scope, atMs, outcome, durationMs: atMs - startedAtMs, error })
      })
      return source.subscribe({
        next: (value) => {
          outcome = 'value'
          subscriber.next(value)
        },
        error: (failure: unknown) => {
          outcome = 'error'
          error = failure
          subscriber.error(failure)
        },
        complete: () => subscriber.complete(),
      })
    })
