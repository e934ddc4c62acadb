import { Observable, type Subscriber, Subscription } from 'rxjs'
import type { Exchange, Layer } from './exchange.ts'
import type { HttpResponse } from './transport.ts'

/** An exchange under way, and who waits for it. */
interface Shared {
  readonly call: number
  readonly waiting: Set<Subscriber<HttpResponse>>
  readonly link: Subscription
}

/**
 * Lets identical GETs that are under way at the same time share one exchange, its answer or its error. One who leaves
 * changes nothing for the others; the last one to leave aborts it. Whoever comes after the answer opens another. Not for
 * operations that start something, nor for calls with `share: false`.
 */
export const sharing =
  (): Layer =>
  (perform, { scheduler, observe }) => {
    const open = new Map<string, Shared>()

    return (exchange) => {
      if (exchange.operation.repeat !== 'safe' || exchange.options.share === false) return perform(exchange)
      const key = keyOf(exchange)
      return new Observable((subscriber) => {
        const found = open.get(key)
        const shared = found ?? { call: exchange.call, waiting: new Set(), link: new Subscription() }
        shared.waiting.add(subscriber)
        const close = () => {
          if (open.get(key) === shared) open.delete(key)
        }
        subscriber.add(() => {
          shared.waiting.delete(subscriber)
          if (shared.waiting.size > 0) return
          close()
          shared.link.unsubscribe()
        })
        if (found !== undefined) {
          const { operation, call } = exchange
          observe?.({
            kind: 'share',
            atMs: scheduler.now(),
            operationId: operation.operationId,
            call,
            with: found.call,
          })
          return
        }
        open.set(key, shared)
        shared.link.add(
          perform(exchange).subscribe({
            next: (response) => {
              close()
              for (const waiter of shared.waiting) {
                waiter.next(response)
                waiter.complete()
              }
            },
            error: (error: unknown) => {
              close()
              for (const waiter of shared.waiting) waiter.error(error)
            },
            complete: () => {
              close()
              for (const waiter of shared.waiting) waiter.complete()
            },
          }),
        )
      })
    }
  }

// Calls that differ in how long or how often they try are not identical.
const keyOf = ({ request, options }: Exchange): string => {
  const { timeoutMs, retries, priority } = options
  return `${request.url}\n${JSON.stringify([request.headers, timeoutMs, retries, priority])}`
}
