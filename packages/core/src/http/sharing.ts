import { Subscription } from 'rxjs'
import { type Rules, requireOptions } from './call-options.ts'
import { type Answered, type Exchange, type Failed, isAdding, type Layer } from './exchange.ts'

const rules: Rules = { share: ['a boolean', (value) => typeof value === 'boolean'] }

/** An exchange under way, and who waits for it. */
interface Shared {
  readonly call: number
  readonly waiting: Map<Answered, Failed>
  readonly link: Subscription
}

/**
 * Lets identical GETs under one token that are under way at the same time share one exchange, its answer or its error.
 * One who leaves changes nothing for the others; the last one to leave aborts it. Whoever comes after the answer opens
 * another. Not for operations that start something, nor for calls with `share: false`; with `usually` false, only for
 * `share: true`.
 */
export const sharing = (usually = true): Layer => {
  requireOptions({ share: usually }, rules)
  const around: Layer['around'] = (perform, { watch, tokens }) => {
    // No Map: as V8 replaces its table, old ones keep what was in them, here whole calls, until the next full collection.
    const open: Record<string, Shared> = Object.create(null)

    return (exchange, leaving, answer, fail) => {
      const { operation, call, options } = exchange
      if (operation.method || isAdding(operation) || !(options.share ?? usually)) {
        return perform(exchange, leaving, answer, fail)
      }
      const key = tokens() + keyOf(exchange)
      const found = open[key]
      open[key] ??= { call, waiting: new Map(), link: new Subscription(() => delete open[key]) }
      const { waiting, link } = open[key]
      waiting.set(answer, fail)
      leaving.add(() => {
        if (waiting.size > 1) waiting.delete(answer)
        else link.unsubscribe()
      })
      if (found) return watch?.share(exchange, found.call)
      perform(
        exchange,
        link,
        (response) => {
          link.unsubscribe()
          for (const answerOne of waiting.keys()) answerOne(response)
        },
        (error) => {
          link.unsubscribe()
          for (const failOne of waiting.values()) failOne(error)
        },
      )
    }
  }
  return { rules, around }
}

// Calls that differ in how long or how often they try are not identical.
const keyOf = ({ operation, request, options: { headers, timeoutMs, retries, priority } }: Exchange): string =>
  JSON.stringify([operation.path, operation.headers, headers && request(''), timeoutMs, retries, priority])
