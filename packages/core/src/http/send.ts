import type { OperationId } from '@grantstream/contract'
import {
  catchError,
  defer,
  type Observable,
  type SchedulerLike,
  take,
  tap,
  throwError,
  throwIfEmpty,
  timeout,
} from 'rxjs'
import { NetworkError, TimeoutError } from '../errors.ts'
import type { Observe } from '../observe/api-event.ts'
import { correlationIdOf } from './json.ts'
import type { HttpRequest, HttpResponse, Transport } from './transport.ts'

/** How exchanges are made. */
export interface SendOptions {
  readonly transport: Transport
  /** Milliseconds that one exchange may take, from subscription to the end of the body. */
  readonly timeoutMs: number
  readonly scheduler: SchedulerLike
  readonly observe?: Observe
}

/** Whose exchange it is, and what is different about it. */
export interface Attempt {
  readonly timeoutMs?: number
  readonly call?: number
  /** From 1, which it is by default. */
  readonly attempt?: number
}

/** Makes one exchange for an operation; see {@link createSend}. */
export type Send = (operationId: OperationId, request: HttpRequest, attempt?: Attempt) => Observable<HttpResponse>

/**
 * One exchange as a cold Observable: emits the answer, whatever its status, and completes. Errors with NetworkError or
 * TimeoutError. Unsubscribing aborts it, also in the middle of the body.
 */
export const createSend =
  ({ transport, timeoutMs: usualMs, scheduler, observe }: SendOptions): Send =>
  (operationId, request, { timeoutMs = usualMs, call, attempt = 1 } = {}) => {
    const sent = defer(() => transport(request)).pipe(
      take(1),
      throwIfEmpty(),
      catchError((cause: unknown) => throwError(() => new NetworkError(operationId, cause))),
      timeout({ first: timeoutMs, scheduler, with: () => throwError(() => new TimeoutError(operationId, timeoutMs)) }),
    )
    if (observe === undefined) return sent
    return defer(() => {
      const { method, url } = request
      const startedAtMs = scheduler.now()
      const scope = { operationId, call, attempt }
      observe({ kind: 'request', ...scope, atMs: startedAtMs, method, url })
      return sent.pipe(
        tap((response) => {
          const atMs = scheduler.now()
          const { status } = response
          const durationMs = atMs - startedAtMs
          observe({ kind: 'response', ...scope, atMs, status, correlationId: correlationIdOf(response), durationMs })
        }),
      )
    })
  }
