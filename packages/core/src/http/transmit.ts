import type { SchedulerLike, Subscription } from 'rxjs'
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
  const { operationId } = attempt.operation
  const limitMs = attempt.options.timeoutMs ?? timeoutMs
  const tell = watch?.request(request, attempt)
  let isOver = false
  let timer: Subscription | undefined
  let sent: Subscription | undefined
  const leave = () => {
    isOver = true
    timer?.unsubscribe()
    sent?.unsubscribe()
  }
  const settle = (tellEnd: () => void) => {
    if (isOver) return
    // A transport may throw as it is left, or give what is no answer; nobody else would end the call.
    try {
      leave()
      tellEnd()
    } catch (cause) {
      fail(new NetworkError(operationId, cause))
    }
  }
  const lose = (cause?: unknown) => settle(() => fail(new NetworkError(operationId, cause)))
  link.add(leave)
  timer = scheduler.schedule(() => settle(() => fail(new TimeoutError(operationId, limitMs))), limitMs)
  try {
    sent = transport(request).subscribe({
      next: (response) =>
        settle(() => {
          tell?.(response)
          answer(response)
        }),
      error: lose,
      complete: lose,
    })
  } catch (cause) {
    lose(cause)
  }
  // What was over by then found nothing to undo.
  if (isOver) leave()
}
