import type { ApiUsageQueryResult, UsageExecutionResult } from '@grantstream/contract'
import { afterAll, beforeAll, beforeEach, expect, it, onTestFinished } from 'vitest'
import { createServer } from '../src/create-server.ts'
import { openDatabase } from '../src/store/open-database.ts'
import { startTestSandbox, type TestSandbox } from '../src/testing/index.ts'
import { callApi } from './call-api.ts'

const path = '/api/v2/oauth/scopes/users'
let sandbox: TestSandbox

beforeAll(async () => {
  sandbox = await startTestSandbox({ usageDelayMs: [0, 0], settings: { tokenPerMinute: 5 } })
})
beforeEach(() => sandbox.control.clock.freeze(new Date('2026-03-04T10:00:00Z')))
afterAll(() => sandbox.close())

const callTimes = async (url: string, token: string, times: number) => {
  const call = callApi(url, token)
  return Promise.all(Array.from({ length: times }, () => call('GET', path)))
}
const statuses = (answers: { status: number }[]) => answers.map(({ status }) => status).sort()

it('lets as many calls of a token through as a minute has, and refuses the rest as the API does', async () => {
  const answers = await callTimes(sandbox.url, await sandbox.login(), 8)

  expect(statuses(answers)).toEqual([200, 200, 200, 200, 200, 429, 429, 429])
  for (const { headers, body } of answers.filter(({ status }) => status === 429)) {
    expect(headers.get('retry-after')).toBe('60')
    expect(headers.get('inin-ratelimit-count')).toBeNull()
    expect(body).toEqual({
      message: expect.stringContaining('[60] seconds'),
      code: 'too.many.requests.retry.after',
      status: 429,
      contextId: headers.get('inin-correlation-id'),
      details: [],
      errors: [],
    })
  }
})

it('takes calls again when Retry-After has passed, and not before', async () => {
  const token = await sandbox.login()
  await callTimes(sandbox.url, token, 1)
  await sandbox.control.clock.advance(20_500)
  const used = await callTimes(sandbox.url, token, 5)
  const refused = used.find(({ status }) => status === 429)
  await sandbox.control.clock.advance(39_499)
  const [early] = await callTimes(sandbox.url, token, 1)
  await sandbox.control.clock.advance(1)

  const again = await callTimes(sandbox.url, token, 5)

  expect([refused?.headers.get('retry-after'), early?.status]).toEqual(['40', 429])
  expect(early?.headers.get('retry-after')).toBe('1')
  expect(statuses(again)).toEqual(Array(5).fill(200))
})

it('counts by token, so that another token of the same client has a minute of its own', async () => {
  const [one, other] = await Promise.all([sandbox.login(), sandbox.login()])
  await callTimes(sandbox.url, one, 6)

  const answers = await callTimes(sandbox.url, other, 5)

  expect(statuses(answers)).toEqual(Array(5).fill(200))
})

it('begins a new minute when the clock is set back by more than one', async () => {
  const token = await sandbox.login()
  await callTimes(sandbox.url, token, 6)
  await sandbox.control.clock.advance(-3_600_000)

  const [answer] = await callTimes(sandbox.url, token, 1)

  expect(answer?.status).toBe(200)
})

it('counts refused calls as usage, as 429 within 400', async () => {
  const viewer = await sandbox.clientWith(['usage:client:view'])
  await callTimes(sandbox.url, await sandbox.login(viewer), 7)
  const call = callApi(sandbox.url, await sandbox.login(viewer))

  const started = await call('POST', `/api/v2/oauth/clients/${viewer.clientId}/usage/query`, {
    interval: '2026-03/2026-04',
    groupBy: ['TemplateUri'],
  })
  const { body } = await call('GET', (started.body as UsageExecutionResult).resultsUri ?? '')

  const { results } = body as ApiUsageQueryResult
  expect(results?.find(({ templateUri }) => templateUri === 'api/v2/oauth/scopes/{scopeId}')).toMatchObject({
    ...{ status200: 5, status400: 2, status429: 2, requests: 7 },
  })
})

it('counts exactly across two processes on one database', async () => {
  const perMinute = 40
  const { databaseUrl, login, close } = await startTestSandbox()
  const databases = await Promise.all([1, 2].map(() => openDatabase(databaseUrl, { maxConnections: 4 })))
  const twins = await Promise.all(
    databases.map(({ db }) => createServer({ database: db, settings: { tokenPerMinute: perMinute } })),
  )
  onTestFinished(async () => {
    for (const twin of twins) await twin.close()
    for (const database of databases) await database.close()
    await close()
  })
  const urls = await Promise.all(twins.map((twin) => twin.listen({ host: '127.0.0.1', port: 0 })))
  const token = await login()

  const answers = (await Promise.all(urls.map((url) => callTimes(url, token, 50)))).flat()

  expect(answers.filter(({ status }) => status === 200)).toHaveLength(perMinute)
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(100 - perMinute)
})

it('allows 300 calls a minute where nothing else is set', async () => {
  const { databaseUrl, login, close } = await startTestSandbox()
  const database = await openDatabase(databaseUrl, { maxConnections: 4 })
  const vendorLike = await createServer({ database: database.db })
  onTestFinished(async () => {
    await vendorLike.close()
    await database.close()
    await close()
  })
  const headers = { authorization: `Bearer ${await login()}` }

  const answers = await Promise.all(Array.from({ length: 305 }, () => vendorLike.inject({ url: path, headers })))

  expect(answers.filter(({ statusCode }) => statusCode === 200)).toHaveLength(300)
})
