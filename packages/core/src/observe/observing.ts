import type { OperationId } from '@grantstream/contract'
import { defer, type MonoTypeOperatorFunction, type SchedulerLike, tap } from 'rxjs'
import { correlationIdOf } from '../http/json.ts'
import { nextCall } from '../http/next-call.ts'
import type { Attempt } from '../http/send.ts'
import type { HttpRequest, HttpResponse } from '../http/transport.ts'
import { requireFunction } from '../refuse.ts'
import type { EndEvent, Observe } from './api-event.ts'

/** An observer, wired to watch calls. */
export interface Watch {
  /** The observer, unable to throw. */
  readonly observe: Observe
  /** Tells of a request and of its answer. */
  readonly request: (operationId: OperationId, request: HttpRequest, attempt: Attempt) => Watching<HttpResponse>
  /** Tells how a call ended, and after how long. */
  readonly call: <T>(operationId: OperationId, call: number) => Watching<T>
}

type Watching<T> = MonoTypeOperatorFunction<T>

/** Wires an observer. What it throws is ignored: it must not change what it watches. */
export const observing = (observer: Observe, scheduler: SchedulerLike): Watch => {
  requireFunction('observe', observer)
  const observe: Observe = (event) => {
    try {
      observer(event)
    } catch {
      // See above.
    }
  }
  const call: Watch['call'] = (operationId, number) => (source) =>
    defer(() => {
      const startedAtMs = scheduler.now()
      let outcome: EndEvent['outcome'] = 'unsubscribed'
      let error: unknown
      return source.pipe(
        tap({
          next: () => {
            outcome = 'value'
          },
          error: (failure: unknown) => {
            outcome = 'error'
            error = failure
          },
          finalize: () => {
            const atMs = scheduler.now()
            const durationMs = atMs - startedAtMs
            observe({ kind: 'end', of: 'call', operationId, call: number, atMs, outcome, durationMs, error })
          },
        }),
      )
    })
  const request: Watch['request'] =
    (operationId, { method, url }, { call: number, attempt = 1 }) =>
    (sent) =>
      defer(() => {
        const startedAtMs = scheduler.now()
        const scope = { operationId, call: number ?? nextCall(), attempt }
        observe({ kind: 'request', ...scope, atMs: startedAtMs, method, url })
        const told = sent.pipe(
          tap((response) => {
            const atMs = scheduler.now()
            const durationMs = atMs - startedAtMs
            const { status } = response
            observe({ kind: 'response', ...scope, atMs, status, correlationId: correlationIdOf(response), durationMs })
          }),
        )
        // A login is no part of one call: it begins and ends by itself.
        return number === undefined ? told.pipe(call(operationId, scope.call)) : told
      })
  return { observe, request, call }
}
