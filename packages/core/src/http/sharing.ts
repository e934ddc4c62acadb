import { Observable, type Subscriber, Subscription } from 'rxjs'
import { type Rules, requireOptions } from './call-options.ts'
import { type Exchange, isAdding, type Layer, type LayerAccess, type Perform } from './exchange.ts'
import type { HttpResponse } from './transport.ts'

const rules: Rules = { share: [(value) => typeof value === 'boolean', 'a boolean'] }

/**
 * Lets identical GETs that are under way at the same time share one exchange, its answer or its error. One who leaves
 * changes nothing for the others; the last one to leave aborts it. Whoever comes after the answer opens another. Not for
 * operations that start something, nor for calls with `share: false`; with `usually` false, only for `share: true`.
 */
export const sharing = (usually = true): Layer => {
  requireOptions({ share: usually }, rules)
  return {
    rules,
    around: (perform, access) => {
      const join = joining(perform, access)
      return (exchange) => {
        const { operation, options } = exchange
        return operation.method === 'GET' && !isAdding(operation) && (options.share ?? usually)
          ? join(exchange)
          : perform(exchange)
      }
    },
  }
}

/** An exchange under way, and who waits for it. */
interface Shared {
  readonly call: number
  readonly waiting: Set<Subscriber<HttpResponse>>
  readonly link: Subscription
}

const joining = (perform: Perform, { scheduler, observe }: LayerAccess): Perform => {
  const open = new Map<string, Shared>()

  return (exchange) =>
    new Observable((subscriber) => {
      const key = keyOf(exchange)
      const found = open.get(key)
      const shared = found ?? { call: exchange.call, waiting: new Set(), link: new Subscription() }
      const { waiting, link } = shared
      const close = () => open.get(key) === shared && open.delete(key)
      const settle = (tell: (waiter: Subscriber<HttpResponse>) => void) => {
        close()
        waiting.forEach(tell)
      }
      waiting.add(subscriber)
      subscriber.add(() => {
        waiting.delete(subscriber)
        if (waiting.size > 0) return
        close()
        link.unsubscribe()
      })
      if (found) {
        const { operationId } = exchange.operation
        observe?.({ kind: 'share', atMs: scheduler.now(), operationId, call: exchange.call, with: found.call })
        return
      }
      open.set(key, shared)
      link.add(
        perform(exchange).subscribe({
          next: (response) =>
            settle((waiter) => {
              waiter.next(response)
              waiter.complete()
            }),
          error: (error: unknown) => settle((waiter) => waiter.error(error)),
          complete: () => settle((waiter) => waiter.complete()),
        }),
      )
    })
}

// Calls that differ in how long or how often they try are not identical.
const keyOf = ({ request, options: { timeoutMs, retries, priority } }: Exchange): string =>
  JSON.stringify([request.url, request.headers, timeoutMs, retries, priority])
