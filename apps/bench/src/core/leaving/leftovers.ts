import { getEventListeners } from 'node:events'
import {
  bearerToken,
  createOAuthApi,
  createUsageExecutions,
  followUsageExecution,
  pollUsageExecution,
  startUsageQuery,
  type Transport,
  usageExecutionRows,
} from '@grantstream/core'
import { Observable, of } from 'rxjs'
import { seeded } from '../../random.ts'

/** What is still there when everything was left. */
export interface Leftovers {
  readonly timers: number
  /** Of abort, on the signals that were given. */
  readonly listeners: number
  /** Exchanges that are still under way. */
  readonly exchanges: number
  /** Of shared polls. */
  readonly keys: number
}

const query = { interval: '2026-01-01/2026-01-31' }

const turn = () => new Promise((resolve) => setImmediate(resolve))

const activeTimers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length

/** Subscribes and unsubscribes many times, in several ways and at several stages, over a transport that answers in the next turn. */
export const countLeftovers = async (cycles: number): Promise<Leftovers> => {
  let exchanges = 0
  const transport: Transport = ({ method }) =>
    new Observable((subscriber) => {
      exchanges++
      const answering = setImmediate(() => {
        const text = method === 'POST' ? '{"executionId":"e1"}' : '{"queryStatus":"Running"}'
        subscriber.next({ status: 200, headers: new Headers(), text })
        subscriber.complete()
      })
      return () => {
        exchanges--
        clearImmediate(answering)
      }
    })
  const api = createOAuthApi({ apiUrl: 'http://127.0.0.1', auth: bearerToken('t1'), transport, budget: false })
  const shared = createUsageExecutions(api, { graceMs: 0 })
  const lasting = new AbortController()
  const signals: AbortSignal[] = [lasting.signal]
  const random = seeded(3)
  const ignore = { error: () => {} }

  const ways: ((cycle: number) => () => void)[] = [
    () => {
      const polling = of({ executionId: 'e1' }).pipe(pollUsageExecution(api, 'c1')).subscribe(ignore)
      return () => polling.unsubscribe()
    },
    () => {
      const looking = followUsageExecution(api, 'c1', 'e1', { signal: lasting.signal }).subscribe(ignore)
      return () => looking.unsubscribe()
    },
    () => {
      const starting = startUsageQuery(api, 'c1', query).pipe(pollUsageExecution(api, 'c1')).subscribe(ignore)
      return () => starting.unsubscribe()
    },
    (cycle) => {
      const sharing = shared.follow('c1', `e${cycle % 7}`, { signal: lasting.signal }).subscribe(ignore)
      return () => sharing.unsubscribe()
    },
    () => {
      const own = new AbortController()
      signals[1 + (signals.length % 1000)] = own.signal
      usageExecutionRows(api, 'c1', [{ executionId: 'e1' }], { signal: own.signal }).catch(() => {})
      return () => own.abort()
    },
  ]

  await turn()
  const timersBefore = activeTimers()
  for (let cycle = 0; cycle < cycles; cycle += 100) {
    const leaves = Array.from({ length: 100 }, (_, each) => ways[each % ways.length]?.(cycle + each))
    // Some are left at once, some while they look, some while they wait for their next look.
    for (let turns = Math.floor(random() * 4); turns > 0; turns--) await turn()
    for (const leave of leaves) leave?.()
  }
  for (let turns = 0; turns < 5; turns++) await turn()
  await new Promise((resolve) => setTimeout(resolve, 20))
  return {
    timers: activeTimers() - timersBefore,
    listeners: signals.reduce((sum, signal) => sum + getEventListeners(signal, 'abort').length, 0),
    exchanges,
    keys: shared.size,
  }
}
