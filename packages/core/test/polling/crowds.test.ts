import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { NEVER, of } from 'rxjs'
import { describe, expect, it } from 'vitest'
import { createUsageExecutions } from '../../src/polling/usage-executions.ts'
import { heapInUse } from './collect-garbage.ts'

const count = 100_000
const api = {
  getOauthClientUsageQueryResult: () => NEVER,
  postOauthClientUsageQuery: () => of({ executionId: 'e1' }),
  getOauthClientUsageSummary: () => of({ executionId: 'e1' }),
}

describe('100,000 waiters of one shared poll', () => {
  it('take at most 400 bytes each', async () => {
    const program = fileURLToPath(new URL('print-bytes-of-waiter.ts', import.meta.url))

    const { stdout } = await promisify(execFile)(process.execPath, [program])

    expect(Number(stdout)).toBeGreaterThan(0)
    expect(Number(stdout)).toBeLessThanOrEqual(400)
  })

  it('hold the poll until the last one leaves', () => {
    const executions = createUsageExecutions(api, { graceMs: 0 })
    const states = executions.follow('c1', 'e1')
    const stays = states.subscribe()

    const waiters = Array.from({ length: count }, () => states.subscribe())
    for (const waiter of waiters) waiter.unsubscribe()
    const held = executions.size
    stays.unsubscribe()

    expect(held).toBe(1)
  })

  it('leave nothing behind: no timer, no listener, no key, no heap', async () => {
    const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length
    const executions = createUsageExecutions(api, { graceMs: 0 })
    const { signal } = new AbortController()
    const timersBefore = timers()
    const cycle = (index: number) => {
      const id = `e${index % 100}`
      executions.follow('c1', id).subscribe().unsubscribe()
      if (index % 10 === 0) executions.follow('c1', id, { signal, deadlineMs: 60_000 }).subscribe().unsubscribe()
    }
    for (let index = 0; index < 1000; index++) cycle(index)
    await new Promise((resolve) => setTimeout(resolve, 20))
    const before = heapInUse()

    for (let index = 0; index < count; index++) cycle(index)
    await new Promise((resolve) => setTimeout(resolve, 50))

    expect(executions.size).toBe(0)
    expect(timers()).toBeLessThanOrEqual(timersBefore)
    expect(heapInUse() - before).toBeLessThanOrEqual(2 ** 20)
  })
})
