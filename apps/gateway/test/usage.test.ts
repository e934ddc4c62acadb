import { startTestSandbox, type TestSandbox } from '@grantstream/sandbox/testing'
import { type Client, createClient } from 'graphql-sse'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createGateway } from '../src/index.ts'
import { listen, type RunningGateway } from '../src/server/listen.ts'
import { ask } from './ask.ts'

let sandbox: TestSandbox
let gateway: RunningGateway
let token: string
let stream: Client
let clientId: string

const schedule = () => 50

beforeAll(async () => {
  sandbox = await startTestSandbox({ usageDelayMs: [500, 600] })
  gateway = await listen({ host: '127.0.0.1', port: 0 }, { apiUrl: sandbox.url, polling: { schedule } })
  token = await sandbox.login()
  stream = clientFor(token)
  const caller = await sandbox.clientWith(['oauth:client:view'])
  clientId = caller.clientId
  await makeCalls(await sandbox.login(caller))
})
afterAll(async () => {
  await gateway.close()
  await sandbox.close()
})

const clientFor = (bearer: string) =>
  createClient({
    url: `${gateway.url}/graphql`,
    singleConnection: false,
    retryAttempts: 0,
    headers: { authorization: `Bearer ${bearer}` },
  })

/** A known mix: three lists, two clients that there are not, one call without the permission. */
const makeCalls = async (bearer: string) => {
  const headers = { authorization: `Bearer ${bearer}` }
  const none = '/api/v2/oauth/clients/00000000-0000-4000-8000-000000000000'
  const lists = ['/api/v2/oauth/clients', '/api/v2/oauth/clients', '/api/v2/oauth/clients']
  for (const path of [...lists, none, none, '/api/v2/oauth/authorizations'])
    await fetch(sandbox.url + path, { headers })
}

interface Execution {
  readonly clientId: string
  readonly executionId: string
  readonly status: string
  readonly rows: Readonly<Record<string, unknown>>[] | null
  readonly totals: Readonly<Record<string, unknown>> | null
  readonly polls: number
}

interface Event {
  readonly data?: { readonly result: Execution | null } | null
  readonly errors?: readonly { readonly extensions?: object }[]
}

const fields = `clientId executionId status polls elapsedMs totals { requests status200 status400 status500 }
  rows { date clientId clientName organizationId userId templateUri httpMethod requests status200 status400 }`

const events = async (query: string, variables = {}, from = stream): Promise<Event[]> => {
  const all: Event[] = []
  for await (const event of from.iterate<Event['data'] & object>({ query, variables })) all.push(event as Event)
  return all
}

const interval = () => ({
  start: new Date(Date.now() - 86_400_000).toISOString(),
  end: new Date(Date.now() + 86_400_000).toISOString(),
})
const usageQuery = `subscription ($input: StartUsageQueryInput!) { result: usageQuery(input: $input) { ${fields} } }`
const usageSummary = `subscription ($input: StartUsageSummaryInput!) { result: usageSummary(input: $input) { ${fields} } }`
const follow = `subscription ($clientId: ID!, $executionId: ID!) { result: usageExecution(clientId: $clientId, executionId: $executionId) { ${fields} } }`
const look = follow.replace('subscription', 'query')

const statuses = (all: readonly Event[]) => all.map(({ data }) => data?.result?.status)
const last = (all: readonly Event[]) => all.at(-1)?.data?.result

describe('a usage subscription', () => {
  it('tells RUNNING states, then one COMPLETE whose rows are the calls that were made, count for count', async () => {
    const groupBy = ['TEMPLATE_URI', 'HTTP_METHOD']

    const all = await events(usageQuery, { input: { clientId, interval: interval(), groupBy } })

    const nothing = { date: null, clientId: null, clientName: null, organizationId: null, userId: null }
    const list = 'api/v2/oauth/clients'
    expect(
      statuses(all)
        .slice(0, -1)
        .every((status) => status === 'RUNNING'),
    ).toBe(true)
    expect(all.length).toBeGreaterThan(1)
    expect(all[0]?.data?.result).toMatchObject({ polls: 0, rows: null, totals: null })
    expect(last(all)?.status).toBe('COMPLETE')
    expect(last(all)?.rows?.toSorted((a, b) => Number(b.requests) - Number(a.requests))).toEqual([
      { ...nothing, templateUri: list, httpMethod: 'GET', requests: 3, status200: 3, status400: 0 },
      { ...nothing, templateUri: `${list}/{clientId}`, httpMethod: 'GET', requests: 2, status200: 0, status400: 2 },
      {
        ...nothing,
        templateUri: 'api/v2/oauth/authorizations',
        httpMethod: 'GET',
        requests: 1,
        status200: 0,
        status400: 1,
      },
    ])
    expect(last(all)?.totals).toEqual({ requests: 6, status200: 3, status400: 3, status500: 0 })
  })

  it('dates the rows of a granularity and gives only the metrics that were chosen', async () => {
    const input = { clientId, interval: interval(), granularity: 'DAY', metrics: ['REQUESTS'] }

    const execution = last(await events(usageQuery, { input }))

    expect(execution?.rows).toHaveLength(1)
    expect(execution?.rows?.[0]).toMatchObject({ date: expect.stringMatching(/T00:00:00\.000Z$/), requests: 6 })
  })

  it('sums up the last days', async () => {
    const all = await events(usageSummary, { input: { clientId, days: 1 } })

    expect(statuses(all).at(-1)).toBe('COMPLETE')
    expect(last(all)?.totals).toMatchObject({ requests: 6 })
  })

  it('is an error event and then complete for a client that there is not', async () => {
    const input = { clientId: '00000000-0000-4000-8000-000000000000' }

    const all = await events(usageSummary, { input })

    expect(all).toMatchObject([{ data: { result: null }, errors: [{ extensions: { code: 'NOT_FOUND' } }] }])
  })

  it('is an error event and then complete for a token that is not good, or may not', async () => {
    const input = { clientId }
    const weak = clientFor(await sandbox.login(await sandbox.clientWith(['oauth:client:authorize'])))

    const [unknown, forbidden] = await Promise.all([
      events(usageSummary, { input }, clientFor('nonsense')),
      events(usageSummary, { input }, weak),
    ])

    expect(unknown).toMatchObject([{ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] }])
    expect(forbidden).toMatchObject([
      { errors: [{ extensions: { code: 'PERMISSION_DENIED', missingPermissions: expect.any(Array) } }] },
    ])
  })

  it.each([
    [
      'an end before the start',
      usageQuery,
      { interval: { start: '2026-02-01T00:00:00Z', end: '2026-01-01T00:00:00Z' } },
      'interval',
    ],
    ['no days', usageSummary, { days: 0 }, 'days'],
    ['more days than a year', usageSummary, { days: 366 }, 'days'],
    ['an id that is none', usageSummary, { clientId: '..' }, 'clientId'],
  ])('is an error event and then complete for %s', async (_what, query, more, field) => {
    const all = await events(query, { input: { clientId, ...more } })

    expect(all).toMatchObject([
      { errors: [{ extensions: { code: 'INVALID_INPUT', issues: [{ path: expect.arrayContaining([field]) }] } }] },
    ])
  })
})

describe('a usage execution', () => {
  const asAdmin = (query: string, variables: Readonly<Record<string, unknown>>, bearer = token) =>
    ask(createGateway({ apiUrl: sandbox.url }), query, variables, bearer)

  const started = async (mutation: string, input: object) => {
    const { data } = await asAdmin(mutation, { input: { clientId, ...input } })
    return data?.result as Execution & { readonly id: string }
  }

  const start = `mutation ($input: StartUsageSummaryInput!) { result: startUsageSummary(input: $input) {
    __typename ... on UsageExecution { id ${fields} } ... on Problem { code } ... on InvalidInput { issues { path } } } }`
  const startQuery = start.replaceAll('UsageSummary', 'UsageQuery')

  it('is started without waiting, looked at, and followed by its two ids or its global id', async () => {
    const execution = await started(startQuery, { interval: interval() })
    const { id, executionId } = execution

    const early = (await asAdmin(look, { clientId, executionId })).data?.result
    const followed = await events(follow, { clientId, executionId })
    const late = await asAdmin(
      'query ($id: ID!) { node(id: $id) { id ... on UsageExecution { status rows { requests clientId } } } }',
      { id },
    )

    expect(execution).toMatchObject({
      __typename: 'UsageExecution',
      status: 'RUNNING',
      polls: 0,
      rows: null,
      totals: null,
    })
    expect(early).toMatchObject({ status: 'RUNNING', polls: 1, rows: null })
    expect(statuses(followed).at(-1)).toBe('COMPLETE')
    expect(late.data).toEqual({ node: { id, status: 'COMPLETE', rows: [{ requests: 6, clientId }] } })
  })

  it('of another organisation is not there', async () => {
    const second = await sandbox.login(sandbox.second)
    const { executionId } = await started(start, {})

    const looked = await asAdmin(look, { clientId, executionId }, second)
    const followed = await events(follow, { clientId, executionId }, clientFor(second))
    const startedAnother = await asAdmin(start, { input: { clientId } }, second)

    expect(looked).toEqual({ data: { result: null } })
    expect(followed.at(-1)).toMatchObject({ data: { result: null }, errors: [{ extensions: { code: 'NOT_FOUND' } }] })
    expect(startedAnother.data?.result).toEqual({ __typename: 'NotFound', code: 'NOT_FOUND' })
  })

  it.each([
    ['an end before the start', { interval: { start: '2026-02-01T00:00:00Z', end: '2026-01-01T00:00:00Z' } }],
    ['an empty interval', { interval: { start: '2026-02-01T00:00:00Z', end: '2026-02-01T00:00:00Z' } }],
  ])('is not started for %s', async (_what, more) => {
    const { data } = await asAdmin(startQuery, { input: { clientId, ...more } })

    expect(data?.result).toEqual({
      __typename: 'InvalidInput',
      code: 'INVALID_INPUT',
      issues: [{ path: ['interval', 'end'] }],
    })
  })
})
