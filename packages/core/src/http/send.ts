import type { OperationId } from '@grantstream/contract'
import { Observable, type Subscription } from 'rxjs'
import type { Watch } from '../observe/observing.ts'
import type { Answered, Failed } from './exchange.ts'
import { type TransmitOptions, transmit } from './transmit.ts'
import type { HttpRequest, HttpResponse } from './transport.ts'

/**
 * One exchange as a cold Observable: emits the answer, whatever its status, and completes. Errors with NetworkError or
 * TimeoutError. Unsubscribing aborts it, also in the middle of the body.
 */
export type Send = (operationId: OperationId, request: HttpRequest) => Observable<HttpResponse>

/** Sends what belongs to no call, such as a login, so that it begins and ends by itself. */
export const createSend =
  (options: TransmitOptions): Send =>
  (operationId, request) =>
    called(
      operationId,
      options.watch,
      (call, ...to) =>
        transmit(options, request, { operation: { operationId }, options: {}, call, attempts: 1 }, ...to),
      (response) => response,
    )

let calls = 0

/**
 * An exchange as a cold Observable of what `read` makes of its answer, an error of which is one of the exchange. Tells of
 * its end.
 */
export const called = <T>(
  operationId: OperationId,
  watch: Watch | undefined,
  begin: (call: number, link: Subscription, answer: Answered, fail: Failed) => void,
  read: (response: HttpResponse) => T,
): Observable<T> =>
  new Observable((subscriber) => {
    const call = ++calls
    const tell = watch?.call(operationId, call, subscriber)
    const fail = (error: unknown) => {
      tell?.('error', error)
      subscriber.error(error)
    }
    const answer = (response: HttpResponse) => {
      // No exception of a consumer comes here: RxJS reports them itself.
      try {
        const value = read(response)
        tell?.('value')
        subscriber.next(value)
        subscriber.complete()
      } catch (error) {
        fail(error)
      }
    }
    begin(call, subscriber, answer, fail)
  })
