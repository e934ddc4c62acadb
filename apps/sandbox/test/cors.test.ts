import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import type { SandboxSettings } from '../src/settings.ts'
import { startTestSandbox, type TestSandbox } from '../src/testing/index.ts'

const origin = 'http://localhost:3000'
const preflight = {
  method: 'OPTIONS',
  headers: { 'access-control-request-method': 'PUT', 'access-control-request-headers': 'authorization,content-type' },
}

let open: TestSandbox
beforeAll(async () => {
  open = await startTestSandbox()
})
afterAll(() => open.close())

const startFor = async (allowedOrigins: SandboxSettings['allowedOrigins']): Promise<TestSandbox> => {
  const sandbox = await startTestSandbox({ settings: { allowedOrigins } })
  onTestFinished(sandbox.close)
  return sandbox
}
const callerOf = async (sandbox: TestSandbox) => {
  const token = await sandbox.login()
  return async (
    path: string,
    from: string,
    { method = 'GET', headers = {} }: { method?: string; headers?: object } = {},
  ) => {
    const answer = await fetch(`${sandbox.url}${path}`, {
      method,
      headers: { origin: from, ...headers, ...(method === 'GET' && { authorization: `Bearer ${token}` }) },
    })
    return {
      status: answer.status,
      allowed: answer.headers.get('access-control-allow-origin'),
      headers: answer.headers,
    }
  }
}
it('lets pages of every origin call and read what they need to, and takes no cookie for them', async () => {
  const ask = await callerOf(open)

  const { status, allowed, headers } = await ask('/api/v2/oauth/scopes', origin)

  expect([status, allowed, headers.get('access-control-allow-credentials')]).toEqual([200, '*', null])
  expect(headers.get('access-control-expose-headers')).toBe('ININ-Correlation-Id, Retry-After, Content-Language')
})

it('answers a preflight without a token, for every header that is asked for', async () => {
  const ask = await callerOf(open)

  const answers = await Promise.all(
    ['/api/v2/oauth/clients/x', '/oauth/token'].map((path) => ask(path, origin, preflight)),
  )

  for (const { status, allowed, headers } of answers) {
    expect([status, allowed]).toEqual([204, '*'])
    expect(headers.get('access-control-allow-methods')).toBe('GET, HEAD, POST, PUT, DELETE')
    expect(headers.get('access-control-allow-headers')).toBe('authorization,content-type')
  }
})

it('does not take every OPTIONS for a preflight', async () => {
  const ask = await callerOf(open)

  expect((await ask('/api/v2/oauth/clients', origin, { method: 'OPTIONS' })).status).toBe(404)
})

it('lets only the pages of listed origins call, and tells caches', async () => {
  const ask = await callerOf(await startFor([origin]))

  const [listed, other] = await Promise.all([
    ask('/api/v2/oauth/scopes', origin),
    ask('/api/v2/oauth/scopes', `${origin}0`),
  ])

  expect([listed.allowed, other.allowed]).toEqual([origin, null])
  expect([listed, other].map(({ headers }) => headers.get('vary'))).toEqual(['Origin', 'Origin'])
  expect((await ask('/oauth/token', `${origin}0`, preflight)).status).toBe(404)
})

it('lets no page call where none may', async () => {
  const ask = await callerOf(await startFor([]))

  expect((await ask('/api/v2/oauth/scopes', origin)).allowed).toBeNull()
  expect((await ask('/oauth/token', origin, preflight)).status).toBe(404)
})
