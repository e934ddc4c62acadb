import type { ApiUsageQueryResult, ApiUsageRow, UsageExecutionResult } from '@grantstream/contract'
import { expect, it, onTestFinished } from 'vitest'
import { startTestSandbox, type TestSandbox, type TestSandboxOptions } from '../src/testing/index.ts'
import { callApi } from './call-api.ts'

const path = '/api/v2/oauth/clients'
const always = '2020-01/2120-01'

const start = async (options: TestSandboxOptions): Promise<TestSandbox> => {
  const sandbox = await startTestSandbox(options)
  onTestFinished(sandbox.close)
  return sandbox
}
const caller = async (sandbox: TestSandbox) => callApi(sandbox.url, await sandbox.login())

const rowsOf = async (sandbox: TestSandbox, clientId: string, body: object): Promise<ApiUsageRow[]> => {
  const call = await caller(sandbox)
  const started = await call('POST', `${path}/${clientId}/usage/query`, body)
  const uri = (started.body as UsageExecutionResult).resultsUri ?? ''
  return ((await call('GET', uri)).body as ApiUsageQueryResult).results ?? []
}

/** A client with one call to the scopes on each of these days. */
const clientWithDays = async (sandbox: TestSandbox, days: readonly string[]): Promise<string> => {
  const client = await sandbox.clientWith([])
  for (const day of days) {
    await sandbox.control.clock.freeze(new Date(day))
    await callApi(sandbox.url, await sandbox.login(client))('GET', '/api/v2/oauth/scopes')
  }
  return client.clientId
}

it('answers 202 with a resultsUri while there is something to wait for, and 200 where there is not', async () => {
  const [slow, quick] = [await start({ usageDelayMs: [60_000, 60_000] }), await start({ usageDelayMs: [0, 0] })]
  const submit = async (sandbox: TestSandbox) => {
    const call = await caller(sandbox)
    const target = `${path}/${sandbox.admin.clientId}/usage`
    return [await call('POST', `${target}/query`, { interval: always }), await call('GET', `${target}/summary`)]
  }

  const waited = await submit(slow)
  const done = await submit(quick)

  expect(waited.map(({ status }) => status)).toEqual([202, 202])
  expect(done.map(({ status }) => status)).toEqual([200, 200])
  for (const { body } of [...waited, ...done])
    expect(body).toEqual({ executionId: expect.any(String), resultsUri: expect.stringMatching(/^\/api\/v2\/oauth\//) })
})

it('brings a day with the daily refresh and never before, in queries and summaries, where today is absent', async () => {
  const sandbox = await start({
    usageDelayMs: [0, 0],
    settings: { usageToday: 'absent', usageRefreshMs: 3 * 3_600_000 },
  })
  const clientId = await clientWithDays(sandbox, ['2026-03-03T10:00:00Z', '2026-03-04T23:59:59Z'])
  const seen = async (instant: string) => {
    await sandbox.control.clock.set(new Date(instant))
    const call = await caller(sandbox)
    const { body } = await call('GET', `${path}/${clientId}/usage/summary?days=1`)
    const summed = (await call('GET', (body as UsageExecutionResult).resultsUri ?? '')).body as ApiUsageQueryResult
    const queried = await rowsOf(sandbox, clientId, { interval: always, granularity: 'Day', metrics: ['Requests'] })
    return [queried.map(({ date }) => date?.slice(0, 10)).sort(), summed.results?.length]
  }

  expect(await seen('2026-03-04T23:59:59Z')).toEqual([['2026-03-03'], 1])
  expect(await seen('2026-03-05T02:59:59Z')).toEqual([['2026-03-03'], 1])
  expect(await seen('2026-03-05T03:00:00Z')).toEqual([['2026-03-03', '2026-03-04'], 1])
  expect(await seen('2026-03-06T03:00:00Z')).toEqual([['2026-03-03', '2026-03-04'], 0])
})

it('gives rows in no order, the same at every query of the same rows', async () => {
  const sandbox = await start({ usageDelayMs: [0, 0] })
  const days = Array.from({ length: 12 }, (_, day) => `2026-03-${String(day + 1).padStart(2, '0')}T00:00:00Z`)
  const clientId = await clientWithDays(sandbox, days)
  const dates = async () =>
    (await rowsOf(sandbox, clientId, { interval: always, granularity: 'Day' })).map(({ date }) => date)

  const [once, again] = [await dates(), await dates()]

  expect(once).toHaveLength(12)
  expect(once).not.toEqual(once.toSorted())
  expect(again).toEqual(once)
})

it('keeps the first day of a bucket outside the interval, and says it in rows that are otherwise empty strings', async () => {
  const sandbox = await start({ usageDelayMs: [0, 0] })
  const clientId = await clientWithDays(sandbox, ['2026-03-05T10:00:00Z'])
  const dated = async (granularity: string) =>
    rowsOf(sandbox, clientId, {
      ...{ interval: '2026-03-05/2026-03-06', granularity, groupBy: ['HttpMethod'], metrics: ['Requests'] },
    })

  const nothing = { clientId: '', clientName: '', organizationId: '', userId: '', templateUri: '' }
  const row = (date: string) => [{ ...nothing, httpMethod: 'GET', requests: 1, date }]
  expect(await dated('Day')).toEqual(row('2026-03-05T00:00:00Z'))
  expect(await dated('Week')).toEqual(row('2026-03-02T00:00:00Z'))
  expect(await dated('Month')).toEqual(row('2026-03-01T00:00:00Z'))
})
