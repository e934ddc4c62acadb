import { Observable, type Subscriber, type Subscription } from 'rxjs'
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
  link?: Subscription
}

const joining = (perform: Perform, { scheduler, observe }: LayerAccess): Perform => {
  const open = new Map<string, Shared>()

  return (exchange) =>
    new Observable((subscriber) => {
      const key = keyOf(exchange)
      const found = open.get(key)
      const shared: Shared = found ?? { call: exchange.call, waiting: new Set() }
      const { waiting } = shared
      const close = () => open.get(key) === shared && open.delete(key)
      waiting.add(subscriber)
      subscriber.add(() => {
        waiting.delete(subscriber)
        if (waiting.size > 0) return
        close()
        shared.link?.unsubscribe()
      })
      if (found) {
        const { operationId } = exchange.operation
        observe?.({ kind: 'share', atMs: scheduler.now(), operationId, call: exchange.call, with: found.call })
        return
      }
      open.set(key, shared)
      const settle = (tell: (waiter: Subscriber<HttpResponse>) => void) => {
        close()
        waiting.forEach(tell)
      }
      shared.link = perform(exchange).subscribe({
        next: (response) =>
          settle((waiter) => {
            waiter.next(response)
            waiter.complete()
          }),
        error: (error: unknown) => settle((waiter) => waiter.error(error)),
        complete: () => settle((waiter) => waiter.complete()),
      })
      // Who left at once, while the exchange began, found none to end.
      if (waiting.size === 0) shared.link.unsubscribe()
    })
}

// Calls that differ in how long or how often they try are not identical.
const keyOf = ({ operation, request, options: { headers, timeoutMs, retries, priority } }: Exchange): string =>
  request.url + JSON.stringify([operation.headers, headers, timeoutMs, retries, priority])
