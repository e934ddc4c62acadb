import type { OperationId } from '@grantstream/contract'
import { EmptyError, Observable, type SchedulerLike } from 'rxjs'
import { NetworkError, TimeoutError } from '../errors.ts'
import type { Watch } from '../observe/observing.ts'
import type { HttpRequest, HttpResponse, Transport } from './transport.ts'

/** How exchanges are made. */
export interface SendOptions {
  readonly transport: Transport
  /** Milliseconds that one exchange may take, from subscription to the end of the body. */
  readonly timeoutMs: number
  readonly scheduler: SchedulerLike
  readonly watch?: Watch
}

/** Whose exchange it is, and what is different about it. */
export interface Attempt {
  readonly timeoutMs?: number
  readonly call?: number
  /** From 1, which it is by default. */
  readonly attempt?: number
}

/** Makes one exchange for an operation; see `createSend`. */
export type Send = (operationId: OperationId, request: HttpRequest, attempt?: Attempt) => Observable<HttpResponse>

/**
 * One exchange as a cold Observable: emits the answer, whatever its status, and completes. Errors with NetworkError or
 * TimeoutError. Unsubscribing aborts it, also in the middle of the body.
 */
export const createSend =
  ({ transport, timeoutMs, scheduler, watch }: SendOptions): Send =>
  (operationId, request, attempt = {}) => {
    const limitMs = attempt.timeoutMs ?? timeoutMs
    // One Observable in place of five operators: every operation pays for what stands here.
    const sent = new Observable<HttpResponse>((subscriber) => {
      const expire = () => subscriber.error(new TimeoutError(operationId, limitMs))
      subscriber.add(scheduler.schedule(expire, limitMs))
      const fail = (cause: unknown) => subscriber.error(new NetworkError(operationId, cause))
      try {
        return transport(request).subscribe({
          next: (response) => {
            subscriber.next(response)
            subscriber.complete()
          },
          error: fail,
          complete: () => fail(new EmptyError()),
        })
      } catch (cause) {
        return fail(cause)
      }
    })
    return watch === undefined ? sent : sent.pipe(watch.request(operationId, request, attempt))
  }
