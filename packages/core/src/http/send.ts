import type { OperationId } from '@grantstream/contract'
import { catchError, defer, type Observable, type SchedulerLike, take, throwError, throwIfEmpty, timeout } from 'rxjs'
import { NetworkError, TimeoutError } from '../errors.ts'
import type { HttpRequest, HttpResponse, Transport } from './transport.ts'

/** How exchanges are made. */
export interface SendOptions {
  readonly transport: Transport
  /** Milliseconds that one exchange may take, from subscription to the end of the body. */
  readonly timeoutMs: number
  readonly scheduler: SchedulerLike
}

/** Makes one exchange for an operation; see {@link createSend}. */
export type Send = (operationId: OperationId, request: HttpRequest) => Observable<HttpResponse>

/**
 * One exchange as a cold Observable: emits the answer, whatever its status, and completes. Errors with NetworkError or
 * TimeoutError. Unsubscribing aborts it, also in the middle of the body.
 */
export const createSend =
  ({ transport, timeoutMs, scheduler }: SendOptions): Send =>
  (operationId, request) =>
    defer(() => transport(request)).pipe(
      take(1),
      throwIfEmpty(),
      catchError((cause: unknown) => throwError(() => new NetworkError(operationId, cause))),
      timeout({ first: timeoutMs, scheduler, with: () => throwError(() => new TimeoutError(operationId, timeoutMs)) }),
    )
