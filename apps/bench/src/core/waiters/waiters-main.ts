// Lets a crowd wait for one shared poll and leave it in order. Prints milliseconds for leaving and bytes of heap for each.
// Arguments: `ours` or `share`, and how many. Needs --expose-gc.
import {
  bearerToken,
  createOAuthApi,
  createUsageExecutions,
  followUsageExecution,
  type Transport,
} from '@grantstream/core'
import { NEVER, type Subscription, share } from 'rxjs'

const [kind, given] = process.argv.slice(2)
const count = Number(given)
let exchanges = 0
const transport: Transport = () => {
  exchanges++
  return NEVER
}
const api = createOAuthApi({ apiUrl: 'http://127.0.0.1', auth: bearerToken('t1'), transport })
const executions = createUsageExecutions(api, { graceMs: 0 })
const states = kind === 'ours' ? executions.follow('c1', 'e1') : followUsageExecution(api, 'c1', 'e1').pipe(share())
const waiting: Subscription[] = new Array(count)
// One for all, so that only what a waiter costs by itself is counted.
const observer = { next: () => {}, error: () => {} }

states.subscribe(observer).unsubscribe()
globalThis.gc?.()
const heapBefore = process.memoryUsage().heapUsed
for (let waiter = 0; waiter < count; waiter++) waiting[waiter] = states.subscribe(observer)
globalThis.gc?.()
const bytesEach = (process.memoryUsage().heapUsed - heapBefore) / count
const exchangesBefore = exchanges
const began = performance.now()
for (const waiter of waiting) waiter.unsubscribe()
const leaveMs = performance.now() - began
process.stdout.write(JSON.stringify({ leaveMs, bytesEach, exchanges: exchangesBefore }), () => process.exit(0))
