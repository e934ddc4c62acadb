import { afterAll, beforeAll, expect, it } from 'vitest'
import { createControlServer } from '../src/control/serve-control.ts'
import { startTestSandbox, type TestSandbox } from '../src/testing/index.ts'
import { callApi } from './call-api.ts'

const token = 'a-control-token-of-tests'
let sandbox: TestSandbox
let server: ReturnType<typeof createControlServer>
let url: string

beforeAll(async () => {
  sandbox = await startTestSandbox()
  server = createControlServer({ control: sandbox.control, token })
  url = await server.listen({ host: '127.0.0.1', port: 0 })
})
afterAll(async () => {
  await server.close()
  await sandbox.close()
})

const control = async (method: string, path: string, body?: unknown, bearer: string | undefined = token) => {
  const answer = await fetch(`${url}${path}`, {
    method,
    headers: { authorization: `Bearer ${bearer}`, ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  const text = await answer.text()
  return { status: answer.status, body: text === '' ? undefined : JSON.parse(text) }
}

it.each(['/faults', '/clock', '/snapshots', '/calls', '/nothing'])('asks at %s for its own token', async (path) => {
  const none = await fetch(`${url}${path}`)
  const wrong = await control('GET', path, undefined, `${token}x`)
  const ofTheApi = await control('GET', path, undefined, await sandbox.login())
  const secret = await control('GET', path, undefined, sandbox.admin.clientSecret)

  expect([none.status, wrong.status, ofTheApi.status, secret.status]).toEqual(Array(4).fill(401))
})

it.each(['/faults', '/clock', '/snapshots', '/calls'])('does not serve %s where the API is', async (path) => {
  const withToken = await callApi(sandbox.url, token)('GET', path)

  expect([withToken.status, withToken.code]).toEqual([404, 'not.found'])
  expect((await callApi(sandbox.url, token)('GET', '/api/v2/oauth/scopes')).code).toBe('bad.credentials')
})

it('sets, lists and removes faults', async () => {
  const made = await control('POST', '/faults', { kind: 'error', code: 'service.unavailable', rate: 1 })
  const call = callApi(sandbox.url, await sandbox.login())
  const struck = await call('GET', '/api/v2/oauth/scopes')
  const listed = await control('GET', '/faults')
  const removed = await control('DELETE', `/faults/${made.body.id}`)
  const again = await control('DELETE', `/faults/${made.body.id}`)
  await control('POST', '/faults', { kind: 'page' })
  const cleared = await control('DELETE', '/faults')

  expect([made.status, struck.code, removed.status, again.status, cleared.status]).toEqual([
    ...[201, 'service.unavailable', 204, 404, 204],
  ])
  expect(listed.body.faults).toEqual([
    { id: made.body.id, struck: 1, rule: { kind: 'error', code: 'service.unavailable', rate: 1 } },
  ])
  expect((await call('GET', '/api/v2/oauth/scopes')).status).toBe(200)
})

it('moves the clock', async () => {
  const set = await control('PUT', '/clock', { instant: '2030-01-01T00:00:00Z', frozen: true })
  const advanced = await control('POST', '/clock/advance', { ms: 3_600_000 })
  const resumed = await control('PUT', '/clock', { frozen: false })
  const reset = await control('DELETE', '/clock')

  expect(set.body).toEqual({ now: '2030-01-01T00:00:00.000Z', isFrozen: true })
  expect(advanced.body).toEqual({ now: '2030-01-01T01:00:00.000Z', isFrozen: true })
  expect(resumed.body).toMatchObject({ isFrozen: false, now: expect.stringMatching(/^2030-01-01T01:00/) })
  expect(Math.abs(Date.parse(reset.body.now) - Date.now())).toBeLessThan(5000)
})

it('takes, lists, restores and removes snapshots', async () => {
  const taken = await control('PUT', '/snapshots/first')
  const listed = await control('GET', '/snapshots')
  const restored = await control('POST', '/snapshots/first/restore')
  const removed = await control('DELETE', '/snapshots/first')
  const gone = await Promise.all([control('POST', '/snapshots/first/restore'), control('DELETE', '/snapshots/first')])

  expect([taken.status, restored.status, removed.status]).toEqual([200, 204, 204])
  expect(listed.body.snapshots).toEqual([taken.body])
  expect(gone.map(({ status }) => status)).toEqual([404, 404])
})

it.each([
  ['PUT', '/snapshots/typed', 200],
  ['POST', '/snapshots/typed/restore', 204],
  ['DELETE', '/snapshots/typed', 204],
  ['DELETE', '/clock', 200],
  ['DELETE', '/faults', 204],
  ['POST', '/clock/advance', 400],
])('takes the type of a body that there is not, with %s %s', async (method, path, status) => {
  expect((await control(method, path, '')).status).toBe(status)
})

it('tells what was called, by operation and client', async () => {
  await control('DELETE', '/calls')
  const call = callApi(sandbox.url, await sandbox.login())
  await call('GET', '/api/v2/oauth/scopes')
  await call('GET', '/api/v2/oauth/clients')

  const all = await control('GET', '/calls')
  const some = await control('GET', `/calls?operationId=getOauthScopes&clientId=${sandbox.admin.clientId}`)

  expect(all.body.calls.map(({ operationId }: { operationId: string }) => operationId)).toEqual([
    ...['postOauthToken', 'getOauthScopes', 'getOauthClients'],
  ])
  expect(some.body.calls).toHaveLength(1)
})

it.each([
  ['POST', '/faults', undefined, undefined],
  ['POST', '/faults', '{"kind":', undefined],
  ['POST', '/faults', [], undefined],
  ['POST', '/faults', { kind: 'fire' }, 'kind'],
  ['POST', '/faults', { kind: 'error', code: 'none' }, 'code'],
  ['PUT', '/clock', {}, undefined],
  ['PUT', '/clock', { instant: 'noon' }, 'instant'],
  ['PUT', '/clock', { instant: '9999-01-01T00:00:00Z' }, 'instant'],
  ['PUT', '/clock', { frozen: 'yes' }, 'frozen'],
  ['POST', '/clock/advance', { ms: 1.5 }, 'ms'],
  ['POST', '/clock/advance', { ms: -9e12 }, 'instant'],
  ['POST', '/clock/advance', undefined, 'ms'],
  ['PUT', '/snapshots/UPPER', undefined, 'name'],
  ['POST', '/snapshots/a%22b/restore', undefined, 'name'],
  ['GET', '/calls?limit=1', undefined, undefined],
  ['GET', '/calls?operationId=getOauthScope5', undefined, 'operationId'],
])('refuses %s %s with %j in words', async (method, path, body, field) => {
  const answer = await control(method, path, body)

  expect(answer.status).toBe(400)
  expect(answer.body).toEqual({ message: expect.stringMatching(/\w/), ...(field && { field }) })
})
