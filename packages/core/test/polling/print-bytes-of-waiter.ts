import { NEVER, of, type Subscription } from 'rxjs'
import { createUsageExecutions } from '../../src/polling/usage-executions.ts'
import { heapInUse } from './collect-garbage.ts'

// A program of its own, since how large V8 makes an object depends on what the process did before. Prints the bytes that
// each of 100,000 waiters of a shared poll takes.
const count = 100_000
const executions = createUsageExecutions({
  getOauthClientUsageQueryResult: () => NEVER,
  postOauthClientUsageQuery: () => of({ executionId: 'e1' }),
  getOauthClientUsageSummary: () => of({ executionId: 'e1' }),
})
const states = executions.follow('c1', 'e1')
const waiters = new Array<Subscription | undefined>(count).fill(undefined)
const stays = states.subscribe()
const before = heapInUse()

for (let index = 0; index < count; index++) waiters[index] = states.subscribe()
process.stdout.write(`${(heapInUse() - before) / count}\n`)

for (const waiter of waiters) waiter?.unsubscribe()
stays.unsubscribe()
