import { firstValueFrom, NEVER, of, Subject } from 'rxjs'
import { describe, expect, it } from 'vitest'
import { countListeners } from '../../test/count-listeners.ts'
import { UsageExecutionFailedError } from '../errors.ts'
import type { ApiUsageQueryResult } from '../index.ts'
import { startUsageQuery } from './start-usage-execution.ts'
import { usageExecutionRows } from './usage-execution-rows.ts'

const body = { interval: '2026-01-01/2026-02-01' }
const schedule = () => 1

const apiOf = (...answers: ApiUsageQueryResult[]) => ({
  postOauthClientUsageQuery: () => of({ executionId: 'e1' }),
  getOauthClientUsageQueryResult: () => of(answers.shift() ?? {}),
})

describe('usageExecutionRows', () => {
  it('starts, follows and resolves with the rows', async () => {
    const api = apiOf({ queryStatus: 'Running' }, { queryStatus: 'Complete', results: [{ requests: 3 }] })

    const rows = await usageExecutionRows(api, 'c1', startUsageQuery(api, 'c1', body), { schedule })

    expect(rows).toEqual([{ requests: 3 }])
  })

  it('takes an execution that was started before', async () => {
    const api = apiOf({ queryStatus: 'Complete' })

    expect(await usageExecutionRows(api, 'c1', [{ executionId: 'e9' }], { schedule })).toEqual([])
  })

  it('rejects when the execution failed', async () => {
    const rows = usageExecutionRows(apiOf({ queryStatus: 'Failed' }), 'c1', [{ executionId: 'e1' }], { schedule })

    await expect(rows).rejects.toThrow(UsageExecutionFailedError)
  })

  it('rejects with the reason of the signal, in a look that never ends, and leaves no listener', async () => {
    const abort = new AbortController()
    const listeners = countListeners(abort.signal)
    const api = { getOauthClientUsageQueryResult: () => NEVER }
    const rows = usageExecutionRows(api, 'c1', [{ executionId: 'e1' }], { schedule, signal: abort.signal })

    abort.abort('enough')

    await expect(rows).rejects.toBe('enough')
    expect(listeners()).toBe(0)
  })

  it('does not cut off a start that was sent, when it gives up', async () => {
    const sent = new Subject<{ executionId: string }>()
    const api = { ...apiOf(), postOauthClientUsageQuery: () => sent }
    const start = startUsageQuery(api, 'c1', body)
    const abort = new AbortController()
    const rows = usageExecutionRows(api, 'c1', start, { signal: abort.signal })

    abort.abort('enough')
    await expect(rows).rejects.toBe('enough')
    sent.next({ executionId: 'e7' })
    sent.complete()

    expect(await firstValueFrom(start)).toEqual({ executionId: 'e7' })
  })
})
