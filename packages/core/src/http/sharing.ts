import { Subscription } from 'rxjs'
import { type Rules, requireOptions } from './call-options.ts'
import {
  type Answered,
  type Exchange,
  type Failed,
  isAdding,
  type Layer,
  type LayerAccess,
  type Perform,
} from './exchange.ts'

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
      return (exchange, ...to) => {
        const { operation, options } = exchange
        const isShared = operation.method === 'GET' && !isAdding(operation) && (options.share ?? usually)
        const make = isShared ? join : perform
        make(exchange, ...to)
      }
    },
  }
}

/** Who waits for an exchange. */
interface Waiter {
  readonly answer: Answered
  readonly fail: Failed
}

/** An exchange under way. */
interface Shared {
  readonly call: number
  readonly waiting: Set<Waiter>
  readonly link: Subscription
}

const joining = (perform: Perform, { scheduler, observe }: LayerAccess): Perform => {
  const open = new Map<string, Shared>()

  return (exchange, leaving, answer, fail) => {
    const key = keyOf(exchange)
    const found = open.get(key)
    const shared: Shared = found ?? { call: exchange.call, waiting: new Set(), link: new Subscription() }
    const { waiting, link } = shared
    const waiter = { answer, fail }
    const close = () => open.get(key) === shared && open.delete(key)
    waiting.add(waiter)
    leaving.add(() => {
      waiting.delete(waiter)
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
    const settle = (tell: (waiter: Waiter) => void) => {
      close()
      waiting.forEach(tell)
    }
    perform(
      exchange,
      link,
      (response) => settle((each) => each.answer(response)),
      (error) => settle((each) => each.fail(error)),
    )
  }
}

// Calls that differ in how long or how often they try are not identical.
const keyOf = ({ operation, url, options: { headers, timeoutMs, retries, priority } }: Exchange): string =>
  url + JSON.stringify([operation.headers, headers, timeoutMs, retries, priority])
