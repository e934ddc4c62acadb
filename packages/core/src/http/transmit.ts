import { type SchedulerLike, Subscription } from 'rxjs'
import { NetworkError, TimeoutError } from '../errors.ts'
import type { Watch } from '../observe/observing.ts'
import type { Answered, Attempt, Failed } from './exchange.ts'
import type { HttpRequest, Transport } from './transport.ts'

/** How requests are sent. */
export interface TransmitOptions {
  readonly transport: Transport
  /** Milliseconds that one exchange may take, from its begin to the end of the body. */
  readonly timeoutMs: number
  readonly scheduler: SchedulerLike
  readonly watch: Watch | undefined
}

/**
 * Sends one request and tells how it ended, once: by its answer, whatever the status, or by NetworkError or TimeoutError.
 * The end of `link` aborts it.
 */
export const transmit = (
  { transport, timeoutMs, scheduler, watch }: TransmitOptions,
  request: HttpRequest,
  attempt: Attempt,
  link: Subscription,
  answer: Answered,
  fail: Failed,
): void => {
  const {
    operation: { operationId },
    options: { timeoutMs: limitMs = timeoutMs },
  } = attempt
  const tell = watch?.request(request, attempt)
  const sending = new Subscription()
  const settle = (tellEnd: () => void) => {
    if (sending.closed) return
    // A transport may throw as it is left, or give what is no answer; nobody else would end the call.
    try {
      sending.unsubscribe()
      tellEnd()
    } catch (cause) {
      fail(new NetworkError(operationId, cause))
    }
  }
  const lose = (cause?: unknown) => settle(() => fail(new NetworkError(operationId, cause)))
  link.add(sending)
  sending.add(scheduler.schedule(() => settle(() => fail(new TimeoutError(operationId, limitMs))), limitMs))
  // Who watches may have ended the call.
  if (sending.closed) return
  try {
    sending.add(
      transport(request).subscribe({
        next: (response) =>
          settle(() => {
            tell?.(response)
            answer(response)
          }),
        error: lose,
        complete: lose,
      }),
    )
  } catch (cause) {
    lose(cause)
  }
}
