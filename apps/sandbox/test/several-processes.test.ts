import type { ApiUsageQueryResult, UsageExecutionResult } from '@grantstream/contract'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createServer, type SandboxServer } from '../src/create-server.ts'
import { type OpenDatabase, openDatabase } from '../src/store/open-database.ts'
import { startTestSandbox, type TestSandbox } from '../src/testing/index.ts'
import { callApi } from './call-api.ts'

const path = '/api/v2/oauth/scopes/users'
let sandbox: TestSandbox
let twinDatabase: OpenDatabase
let twin: SandboxServer
let urls: readonly [own: string, twins: string]

beforeAll(async () => {
  sandbox = await startTestSandbox({ usageDelayMs: [0, 0] })
  twinDatabase = await openDatabase(sandbox.databaseUrl, { maxConnections: 4 })
  twin = await createServer({
    database: twinDatabase.db,
    settings: { tokenPerMinute: 1_000_000, usageDelayMs: [0, 0] },
  })
  urls = [sandbox.url, await twin.listen({ host: '127.0.0.1', port: 0 })]
})
afterAll(async () => {
  await twin.close()
  await twinDatabase.close()
  await sandbox.close()
})

const requestsOf = async (url: string, clientId: string): Promise<number> => {
  const call = callApi(url, await sandbox.login())
  const started = await call('POST', `/api/v2/oauth/clients/${clientId}/usage/query`, {
    interval: '2000-01/2100-01',
    groupBy: ['TemplateUri'],
  })
  const { body } = await call('GET', (started.body as UsageExecutionResult).resultsUri ?? '')
  const { results = [] } = body as ApiUsageQueryResult
  return results.find(({ templateUri }) => templateUri === 'api/v2/oauth/scopes/{scopeId}')?.requests ?? 0
}

it('counts each of many calls once, and has counted it when it is answered', async () => {
  const client = await sandbox.clientWith([])
  const call = callApi(sandbox.url, await sandbox.login(client))
  let left = 1000
  const worker = async () => {
    while (left-- > 0) await call('GET', path)
  }

  await Promise.all(Array.from({ length: 32 }, worker))

  expect(await requestsOf(sandbox.url, client.clientId)).toBe(1000)
})

it('adds up the calls that two processes serve', async () => {
  const client = await sandbox.clientWith([])
  const token = await sandbox.login(client)

  await Promise.all(urls.flatMap((url) => Array.from({ length: 200 }, () => callApi(url, token)('GET', path))))

  // The other process stores what it counted by itself, a moment later.
  for (const url of urls) await expect.poll(() => requestsOf(url, client.clientId), { timeout: 20_000 }).toBe(400)
})

it('refuses a token from the moment that another process has revoked it, however busy it is', async () => {
  const [own, twins] = urls
  const token = await sandbox.login(await sandbox.clientWith([]))
  const late: number[] = []
  let isRevoked = false
  const worker = async () => {
    for (let calls = 0; calls < 40; calls++) {
      const sentLate = isRevoked
      const { status } = await callApi(twins, token)('GET', path)
      if (sentLate) late.push(status)
    }
  }

  const working = Promise.all(Array.from({ length: 16 }, worker))
  const revoked = await callApi(own, token)('DELETE', '/api/v2/tokens/me')
  isRevoked = true
  await working

  expect(revoked.status).toBe(200)
  expect(late.length).toBeGreaterThan(0)
  expect(new Set(late)).toEqual(new Set([401]))
})

it('shows a change of a client to every call that another process answers after it', async () => {
  const [own, twins] = urls
  const token = await sandbox.login()
  const here = callApi(own, token)
  const there = callApi(twins, token)
  const draft = { authorizedGrantType: 'CODE', scope: ['users:readonly'] }
  const made = await here('POST', '/api/v2/oauth/clients', { ...draft, name: 'Name 0' })
  const clientPath = `/api/v2/oauth/clients/${(made.body as { id: string }).id}`

  for (const name of ['Name 1', 'Name 2', 'Name 3']) {
    const busy = Array.from({ length: 16 }, () => there('GET', clientPath))
    await here('PUT', clientPath, { ...draft, name })
    const answers = await Promise.all(Array.from({ length: 16 }, () => there('GET', clientPath)))
    await Promise.all(busy)

    expect(new Set(answers.map(({ body }) => (body as { name: string }).name))).toEqual(new Set([name]))
  }
})
