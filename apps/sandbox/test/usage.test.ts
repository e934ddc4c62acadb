import type { ApiUsageQueryResult, ApiUsageRow, UsageExecutionResult } from '@grantstream/contract'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { createServer } from '../src/create-server.ts'
import { type Credentials, sandboxOrganizations } from '../src/index.ts'
import { openDatabase } from '../src/store/open-database.ts'
import { startTestSandbox, type TestSandbox } from '../src/testing/index.ts'
import { type CallApi, callApi } from './call-api.ts'

const path = '/api/v2/oauth/clients'
const year = '2026-01-01/2027-01-01'
let sandbox: TestSandbox
let now = new Date('2026-03-04T10:00:00Z')
let call: CallApi

beforeAll(async () => {
  sandbox = await startTestSandbox({ usageDelayMs: [0, 0], clock: { now: () => now } })
  call = callApi(sandbox.url, await sandbox.login())
})
afterAll(() => sandbox.close())

const look = async (caller: CallApi, started: { body: unknown }): Promise<ApiUsageQueryResult> =>
  (await caller('GET', (started.body as UsageExecutionResult).resultsUri ?? '')).body as ApiUsageQueryResult

const query = async (clientId: string, body: object): Promise<ApiUsageRow[]> => {
  const result = await look(call, await call('POST', `${path}/${clientId}/usage/query`, body))
  expect(result.queryStatus).toBe('Complete')
  return result.results ?? []
}

const sorted = (rows: readonly ApiUsageRow[]) =>
  [...rows].sort((one, other) => JSON.stringify(one).localeCompare(JSON.stringify(other)))

const noCalls = { status200: 0, status300: 0, status400: 0, status500: 0, status429: 0, requests: 0 }
const noDimension = { clientId: '', clientName: '', organizationId: '', userId: '', templateUri: '', httpMethod: '' }

/** A viewer that made 3 calls answered 200, 4 refused ones, and some that cannot be laid at its door. */
const makeKnownCalls = async (): Promise<Credentials> => {
  const viewer = await sandbox.clientWith(['oauth:client:view'])
  const caller = callApi(sandbox.url, await sandbox.login(viewer))
  await Promise.all([caller('GET', path), caller('GET', path), caller('GET', `${path}/${viewer.clientId}`)])
  await caller('GET', `${path}/none`)
  await caller('POST', path, {})
  await caller('POST', `${path}/${viewer.clientId}/usage/query`, '{"broken')
  await caller('POST', `${path}/${viewer.clientId}/usage/query`, 'x', { 'content-type': 'text/plain' })
  await caller('GET', '/api/v2/unknown')
  await callApi(sandbox.url)('GET', path)
  await callApi(sandbox.url, 'unknown')('GET', path)
  return viewer
}

describe('the counts', () => {
  it('are exact for a known mix of calls, refused ones included once the caller is known', async () => {
    const { clientId } = await makeKnownCalls()

    const rows = await query(clientId, { interval: year, groupBy: ['TemplateUri', 'HttpMethod'] })

    expect(sorted(rows)).toEqual(
      sorted([
        {
          ...noDimension,
          ...noCalls,
          templateUri: 'api/v2/oauth/clients',
          httpMethod: 'GET',
          status200: 2,
          requests: 2,
        },
        {
          ...noDimension,
          ...noCalls,
          templateUri: 'api/v2/oauth/clients',
          httpMethod: 'POST',
          status400: 1,
          requests: 1,
        },
        {
          ...{ ...noDimension, ...noCalls, templateUri: 'api/v2/oauth/clients/{clientId}', httpMethod: 'GET' },
          ...{ status200: 1, status400: 1, requests: 2 },
        },
        {
          ...{
            ...noDimension,
            ...noCalls,
            templateUri: 'api/v2/oauth/clients/{clientId}/usage/query',
            httpMethod: 'POST',
          },
          ...{ status400: 2, requests: 2 },
        },
      ]),
    )
  })

  it('are grouped by client when nothing is said, with its name and no date', async () => {
    const { clientId } = await makeKnownCalls()

    const rows = await query(clientId, { interval: year })

    const clientName = `Test ${clientId}`
    expect(rows).toEqual([
      { ...noDimension, ...noCalls, clientId, clientName, status200: 3, status400: 4, requests: 7 },
    ])
    expect(await query(clientId, { interval: year, groupBy: [], metrics: [] })).toEqual(rows)
  })

  it('are grouped by organisation, with the metrics that were chosen and no others', async () => {
    const { clientId } = await makeKnownCalls()

    const rows = await query(clientId, {
      interval: year,
      groupBy: ['OrganizationId', 'OrganizationId'],
      metrics: ['Requests', 'Status500', 'Requests'],
    })

    expect(rows).toEqual([{ ...noDimension, organizationId: sandboxOrganizations.first.id, requests: 7, status500: 0 }])
  })

  it('are dated by the first day of their bucket, weeks beginning on Monday', async () => {
    const viewer = await sandbox.clientWith([])
    const days = ['2026-03-04T23:59:59.999Z', '2026-03-05T00:00:00Z', '2026-03-08T12:00:00Z', '2026-03-09T00:00:00Z']
    for (const day of [...days, '2026-04-01T00:00:00Z']) {
      now = new Date(day)
      await callApi(sandbox.url, await sandbox.login(viewer))('GET', '/api/v2/oauth/scopes')
    }
    call = callApi(sandbox.url, await sandbox.login())
    const dated = async (granularity: string, interval = year) =>
      (await query(viewer.clientId, { interval, granularity, metrics: ['Requests'] }))
        .map(({ date, requests }) => `${date} ${requests}`)
        .sort()

    expect(await dated('Day')).toEqual([
      '2026-03-04T00:00:00Z 1',
      '2026-03-05T00:00:00Z 1',
      '2026-03-08T00:00:00Z 1',
      '2026-03-09T00:00:00Z 1',
      '2026-04-01T00:00:00Z 1',
    ])
    expect(await dated('Week')).toEqual(['2026-03-02T00:00:00Z 3', '2026-03-09T00:00:00Z 1', '2026-03-30T00:00:00Z 1'])
    expect(await dated('Month')).toEqual(['2026-03-01T00:00:00Z 4', '2026-04-01T00:00:00Z 1'])
    expect(await dated('Month', '2026-03/2026-04')).toEqual(['2026-03-01T00:00:00Z 4'])
    expect(await dated('Day', '2026-03-04T23:00:00-02:00/2026-03-08T00:00:00.001Z')).toHaveLength(2)
    expect(await dated('Day', '2026-03-05/2026-03-05')).toEqual([])
  })

  it('of the other organisation are never among them', async () => {
    const other = callApi(sandbox.url, await sandbox.login(sandbox.second))
    await other('GET', path)

    const started = await other('POST', `${path}/${sandbox.second.clientId}/usage/query`, {
      interval: year,
      groupBy: ['OAuthClientId', 'OrganizationId'],
    })

    const { results = [] } = await look(other, started)
    expect(results.map(({ clientId, organizationId }) => [clientId, organizationId])).toEqual([
      [sandbox.second.clientId, sandboxOrganizations.second.id],
    ])
  })
})

describe('a summary', () => {
  it('adds up the last days, today being one of them, by template and method', async () => {
    const { clientId } = await sandbox.clientWith([])
    const caller = async () =>
      callApi(sandbox.url, await sandbox.login(await sandbox.clientWith(['usage:client:view'])))
    now = new Date('2026-06-01T08:00:00Z')
    const old = await caller()
    const own = await old('GET', `${path}/${clientId}/usage/summary`)
    expect(own.status).toBe(200)
    now = new Date('2026-06-07T08:00:00Z')
    call = callApi(sandbox.url, await sandbox.login())
    const totals = async (days: string) => {
      const result = await look(call, await call('GET', `${path}/${sandbox.admin.clientId}/usage/summary${days}`))
      return (result.results ?? []).filter(({ templateUri }) => templateUri === 'api/v2/oauth/scopes')
    }
    now = new Date('2026-06-01T08:00:00Z')
    await callApi(sandbox.url, await sandbox.login())('GET', '/api/v2/oauth/scopes')
    now = new Date('2026-06-07T08:00:00Z')

    expect(await totals('?days=6')).toEqual([])
    expect(await totals('')).toEqual([
      expect.objectContaining({ clientId: sandbox.admin.clientId, httpMethod: 'GET', requests: 1, organizationId: '' }),
    ])
  })

  it.each(['0', '366', '-1', '1.5', '', 'seven', '1e2', '99999999999999999999', '7&days=8'])(
    'of %s days is refused',
    async (days) => {
      const { status, code } = await call('GET', `${path}/${sandbox.admin.clientId}/usage/summary?days=${days}`)

      expect([status, code]).toEqual([400, 'invalid.query.param.value'])
    },
  )
})

describe('a query', () => {
  it.each([
    ['an interval without a slash', { interval: '2026-01-01' }, 'invalid.value'],
    ['three instants', { interval: '2026-01/2026-02/2026-03' }, 'invalid.value'],
    ['a day that no calendar has', { interval: '2026-02-30/2026-03-01' }, 'invalid.value'],
    ['a date-time without an offset', { interval: '2026-01-01T00:00:00/2026-02-01T00:00:00' }, 'invalid.value'],
    ['an end before its start', { interval: '2026-02-01/2026-01-01' }, 'bad.request'],
    ['no interval', {}, 'invalid.value'],
    ['an interval that is no text', { interval: 2026 }, 'invalid.value'],
    ['an unknown granularity', { interval: year, granularity: 'Hour' }, 'invalid.value'],
    ['an unknown dimension', { interval: year, groupBy: ['UserId'] }, 'invalid.value'],
    ['an unknown metric', { interval: year, metrics: ['Status418'] }, 'invalid.value'],
    ['a dimension that is not in an array', { interval: year, groupBy: 'TemplateUri' }, 'invalid.value'],
  ])('with %s is refused', async (_what, body, refusal) => {
    const { status, code } = await call('POST', `${path}/${sandbox.admin.clientId}/usage/query`, body)

    expect([status, code]).toEqual([400, refusal])
  })
})

describe('an execution', () => {
  it('runs for its delay, then gives the same rows at every look', async () => {
    let instant = new Date('2026-03-04T10:00:00Z')
    const options = { usageDelayMs: [1000, 3000], clock: { now: () => instant }, random: () => 0.5 } as const
    const slow = await startTestSandbox(options)
    onTestFinished(slow.close)
    const caller = callApi(slow.url, await slow.login())

    const started = await caller('POST', `${path}/${slow.admin.clientId}/usage/query`, { interval: year })
    instant = new Date('2026-03-04T10:00:01.999Z')
    const running = await look(caller, started)
    instant = new Date('2026-03-04T10:00:02Z')
    const both = await Promise.all([look(caller, started), look(caller, started)])
    await caller('GET', path)
    const later = await look(caller, started)

    expect(started.status).toBe(202)
    expect(running).toEqual({ queryStatus: 'Running' })
    expect(both[0].results).toHaveLength(1)
    expect([both[1], later]).toEqual([both[0], both[0]])
  })

  it('is gone after its retention, and none of another client or organisation', async () => {
    let instant = new Date('2026-03-04T10:00:00Z')
    const short = await startTestSandbox({ usageDelayMs: [0, 0], clock: { now: () => instant } })
    onTestFinished(short.close)
    const caller = callApi(short.url, await short.login())
    const stranger = callApi(short.url, await short.login(short.second))
    const started = await caller('GET', `${path}/${short.admin.clientId}/usage/summary`)
    const uri = (started.body as UsageExecutionResult).resultsUri ?? ''
    const other = await short.clientWith([])

    const found = await caller('GET', uri)
    const ofOther = await caller('GET', uri.replace(short.admin.clientId, other.clientId))
    const ofStranger = await stranger('GET', uri.replace(short.admin.clientId, short.second.clientId))
    instant = new Date('2026-03-05T10:00:00Z')
    const expired = await callApi(short.url, await short.login())('GET', uri)

    expect(found.status).toBe(200)
    expect([ofOther, ofStranger, expired].map(({ code }) => code)).toEqual(Array(3).fill('not.found'))
  })

  it('ends at the last UTC midnight when today is absent', async () => {
    let instant = new Date('2026-03-04T23:00:00Z')
    const vendorLike = await startTestSandbox({
      ...{ usageDelayMs: [0, 0], clock: { now: () => instant } },
      settings: { usageToday: 'absent' },
    })
    onTestFinished(vendorLike.close)
    const caller = callApi(vendorLike.url, await vendorLike.login())
    const requests = async () => {
      const { clientId } = vendorLike.admin
      const body = { interval: year, metrics: ['Requests'] }
      const queried = await look(caller, await caller('POST', `${path}/${clientId}/usage/query`, body))
      const summed = await look(caller, await caller('GET', `${path}/${clientId}/usage/summary?days=1`))
      return [queried.results?.[0]?.requests, summed.results?.length]
    }

    const today = await requests()
    instant = new Date('2026-03-05T00:00:00Z')
    const tomorrow = await requests()

    expect(today).toEqual([undefined, 0])
    expect(tomorrow).toEqual([4, 3])
  })

  it('survives a restart, and so do the calls that were counted before it', async () => {
    const { databaseUrl, admin, close } = await startTestSandbox()
    const database = await openDatabase(databaseUrl, { maxConnections: 2 })
    onTestFinished(async () => {
      await database.close()
      await close()
    })
    let instant = new Date('2026-03-04T10:00:00Z')
    const start = () =>
      createServer({
        database: database.db,
        clock: { now: () => instant },
        settings: { usageDelayMs: [500, 500], usageFlushMs: 60_000 },
      })
    const basic = Buffer.from(`${admin.clientId}:${admin.clientSecret}`).toString('base64')

    const before = await start()
    const login = await before.inject({
      ...{ method: 'POST', url: '/oauth/token', payload: 'grant_type=client_credentials' },
      headers: { authorization: `Basic ${basic}` },
    })
    const headers = { authorization: `Bearer ${login.json().access_token}` }
    const started = await before.inject({ url: `${path}/${admin.clientId}/usage/summary`, headers })
    const running = await before.inject({ url: started.json().resultsUri, headers })
    await before.close()
    const after = await start()
    onTestFinished(() => after.close())
    instant = new Date('2026-03-04T10:00:01Z')
    const complete = await after.inject({ url: started.json().resultsUri, headers })

    expect([started.statusCode, running.json()]).toEqual([202, { queryStatus: 'Running' }])
    expect(complete.json().queryStatus).toBe('Complete')
    expect(complete.json().results.map((row: ApiUsageRow) => row.requests)).toEqual([1, 1])
  })
})
