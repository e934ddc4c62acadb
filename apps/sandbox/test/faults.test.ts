import type { ApiUsageQueryResult, UsageExecutionResult } from '@grantstream/contract'
import { contractOperations, readContract } from '@grantstream/contract/document'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { FaultRuleInput } from '../src/index.ts'
import { startTestSandbox, type TestSandbox } from '../src/testing/index.ts'
import { type CallApi, callApi } from './call-api.ts'
import { callOperation } from './call-operation.ts'
import { codeClient, createClient } from './client-drafts.ts'

const path = '/api/v2/oauth/clients'
const api = contractOperations(readContract()).filter(({ tag, method }) => tag !== 'Login' && method !== 'HEAD')
let sandbox: TestSandbox
let call: CallApi
let token: string

beforeAll(async () => {
  sandbox = await startTestSandbox({ usageDelayMs: [0, 0], settings: { clientCap: 1000 } })
  token = await sandbox.login()
  call = callApi(sandbox.url, token)
})
afterEach(() => sandbox.control.faults.clear())
afterAll(() => sandbox.close())

const set = (rule: FaultRuleInput) => sandbox.control.faults.add(rule)
const raw = (target: string, init: RequestInit = {}) =>
  fetch(`${sandbox.url}${target}`, { ...init, headers: { authorization: `Bearer ${token}` } })
const nobody = { clientId: 'none', executionId: 'none', scopeId: 'none', roleId: 'none', namespaceName: 'none' }

it.each(api)('$operationId answers every code that it declares, when it is asked for', async (operation) => {
  const codes = [...operation.errorCodes].flatMap(([status, all]) => all.map((code) => ({ status, code })))
  expect(codes.length).toBeGreaterThan(10)

  for (const { status, code } of codes) {
    set({ kind: 'error', code, operations: [operation.operationId], times: 1 })
    const answer = await callOperation(call, operation, nobody)
    expect([answer.status, answer.code]).toEqual([status, code])
    expect(answer.headers.get('retry-after')).toBe(status === 429 ? '1' : null)
  }
})

it('storms with 429 for as long as it is told, and then serves again', async () => {
  const rule = { kind: 'error', code: 'too.many.requests.retry.after', retryAfterSeconds: 7, forMs: 30_000 } as const
  await sandbox.control.clock.freeze(new Date())
  set(rule)

  const during = await Promise.all([call('GET', path), call('GET', '/api/v2/tokens/me')])
  await sandbox.control.clock.advance(30_000)
  const after = await call('GET', path)
  await sandbox.control.clock.reset()

  expect(during.map(({ status, headers }) => [status, headers.get('retry-after')])).toEqual(Array(2).fill([429, '7']))
  expect(during[0]?.body).toMatchObject({ message: expect.stringContaining('[7] seconds'), details: [], errors: [] })
  expect(after.status).toBe(200)
})

it('asks for a good token before a fault strikes', async () => {
  set({ kind: 'page' })

  const { status, code } = await callApi(sandbox.url, 'unknown')('GET', path)

  expect([status, code]).toEqual([401, 'bad.credentials'])
})

it('answers with a page of HTML and does not serve the call', async () => {
  set({ kind: 'page', status: 503, operations: ['postOauthClients'] })
  const count = async () => ((await call('GET', path)).body as { total: number }).total
  const before = await count()

  const answer = await raw(path, { method: 'POST', body: JSON.stringify(codeClient) })

  expect([answer.status, answer.headers.get('content-type')]).toEqual([503, 'text/html; charset=utf-8'])
  expect(await answer.text()).toContain('<h1>503 Service Unavailable</h1>')
  expect(await count()).toBe(before)
})

it('cuts JSON in the middle, as if it were whole, after the call was served', async () => {
  const whole = await (await raw('/api/v2/organizations/me')).text()
  set({ kind: 'truncate' })

  const answer = await raw('/api/v2/organizations/me')

  const text = await answer.text()
  expect([answer.status, answer.headers.get('content-length')]).toEqual([200, String(text.length)])
  expect(text).toBe(whole.slice(0, Math.ceil(whole.length / 2)))
  expect(() => JSON.parse(text)).toThrow(SyntaxError)
})

it('breaks the connection in the middle of an answer; the call was served, counted and recorded', async () => {
  set({ kind: 'reset', operations: ['postOauthClientSecret'] })
  const { id } = await createClient(call)

  const answer = await raw(`${path}/${id}/secret`, { method: 'POST' })
  const reading = answer.text()

  await expect(reading).rejects.toThrow('terminated')
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/json; charset=utf-8'])
  expect(sandbox.control.calls.list().at(-1)).toMatchObject({
    ...{ operationId: 'postOauthClientSecret', status: 200, fault: 'reset' },
  })
  const client = (await call('GET', `${path}/${id}`)).body as { dateCreated: string; dateModified: string }
  expect(client.dateModified > client.dateCreated).toBe(true)
})

it('hangs up where there is no body to break', async () => {
  set({ kind: 'reset', operations: ['headTokensMe'] })

  const answering = raw('/api/v2/tokens/me', { method: 'HEAD' })

  await expect(answering).rejects.toThrow('fetch failed')
})

describe('latency', () => {
  it('holds calls back and then serves them, on the operations that it names', async () => {
    set({ kind: 'latency', latency: { distribution: 'fixed', ms: 900 }, operations: ['getOauthScopes'] })
    const timed = async (target: string) => {
      const began = performance.now()
      const { status } = await call('GET', target)
      return { status, ms: performance.now() - began }
    }

    const slow = await timed('/api/v2/oauth/scopes')
    const quick = await timed('/api/v2/oauth/scopes/users')

    expect([slow.status, quick.status]).toEqual([200, 200])
    expect(slow.ms).toBeGreaterThanOrEqual(899)
    expect(quick.ms).toBeLessThan(slow.ms)
  })

  it('lets calls go when it is removed', async () => {
    const { id } = set({ kind: 'latency', latency: { distribution: 'fixed', ms: 600_000 } })
    const answering = call('GET', path)
    while (sandbox.control.faults.list()[0]?.struck === 0) await new Promise(setImmediate)

    sandbox.control.faults.remove(id)

    expect((await answering).status).toBe(200)
  })

  it('shows a call that was held how things are afterwards', async () => {
    const { id } = await createClient(call, { ...codeClient, name: 'Before' })
    const latency = { distribution: 'fixed', ms: 600_000 } as const
    const { id: fault } = set({ kind: 'latency', latency, operations: ['getOauthClient'] })
    const answering = call('GET', `${path}/${id}`)
    while (sandbox.control.faults.list()[0]?.struck === 0) await new Promise(setImmediate)

    await call('PUT', `${path}/${id}`, { ...codeClient, name: 'After' })
    sandbox.control.faults.remove(fault)

    expect((await answering).body).toMatchObject({ id, name: 'After' })
  })

  it('does not keep a sandbox from ending, nor a caller who hangs up waiting', async () => {
    const other = await startTestSandbox()
    const headers = { authorization: `Bearer ${await other.login()}` }
    other.control.faults.add({ kind: 'latency', latency: { distribution: 'fixed', ms: 600_000 } })
    const patient = fetch(`${other.url}${path}`, { headers })
    const impatience = new AbortController()
    const hasty = fetch(`${other.url}${path}`, { headers, signal: impatience.signal })
    while (other.control.faults.list()[0]?.struck !== 2) await new Promise(setImmediate)

    impatience.abort()
    await expect(hasty).rejects.toThrow('aborted')
    await other.close()

    expect((await patient).status).toBe(200)
  })
})

describe('an execution', () => {
  const start = async () => {
    const started = await call('GET', `${path}/${sandbox.admin.clientId}/usage/summary`)
    const uri = (started.body as UsageExecutionResult).resultsUri ?? ''
    return { status: started.status, look: async () => (await call('GET', uri)).body as ApiUsageQueryResult }
  }

  it('fails when it is told to, at every look', async () => {
    set({ kind: 'execution', outcome: 'fails', times: 1 })
    const failing = await start()
    const next = await start()

    expect([await failing.look(), await failing.look()]).toEqual(Array(2).fill({ queryStatus: 'Failed' }))
    expect((await next.look()).queryStatus).toBe('Complete')
  })

  it('runs without end when it is told to, also after the fault is gone, until it expires', async () => {
    await sandbox.control.clock.freeze(new Date())
    set({ kind: 'execution', outcome: 'never ends', operations: ['getOauthClientUsageSummary'] })
    const { status, look } = await start()
    sandbox.control.faults.clear()
    await sandbox.control.clock.advance(86_399_000)
    token = await sandbox.login()
    call = callApi(sandbox.url, token)

    const late = await look()
    await sandbox.control.clock.advance(1000)
    const expired = await look()
    await sandbox.control.clock.reset()

    expect([status, late]).toEqual([202, { queryStatus: 'Running' }])
    expect(expired).toMatchObject({ code: 'not.found' })
    token = await sandbox.login()
    call = callApi(sandbox.url, token)
  })
})

it('takes the login host away, and nothing else', async () => {
  set({ kind: 'login-outage' })

  const logins = await Promise.all([
    fetch(`${sandbox.url}/oauth/token`, { method: 'POST', body: 'grant_type=client_credentials' }),
    fetch(`${sandbox.url}/oauth/authorize?client_id=x`),
  ])
  const served = await call('GET', path)

  for (const login of logins) {
    expect(login.status).toBe(503)
    expect(await login.json()).toMatchObject({ error: 'temporarily_unavailable' })
  }
  expect(served.status).toBe(200)
  sandbox.control.faults.clear()
  await expect(sandbox.login()).resolves.toEqual(expect.any(String))
})

it('records what was called, without what was said', async () => {
  sandbox.control.calls.clear()
  await call('GET', `${path}/${sandbox.admin.clientId}?secret=hidden`)
  await callApi(sandbox.url)('GET', '/nothing/hidden')
  await callApi(sandbox.url, 'unknown')('GET', '/api/v2/oauth/scopes')

  const calls = sandbox.control.calls.list()

  expect(calls).toEqual([
    expect.objectContaining({
      ...{ method: 'GET', path: `${path}/{clientId}`, operationId: 'getOauthClient', status: 200, fault: null },
      clientId: sandbox.admin.clientId,
    }),
    expect.objectContaining({ method: 'GET', path: null, operationId: null, status: 404, clientId: null }),
    expect.objectContaining({ path: '/api/v2/oauth/scopes', status: 401, clientId: null, organizationId: null }),
  ])
  expect(JSON.stringify(calls)).not.toMatch(/hidden|Bearer/)
})
