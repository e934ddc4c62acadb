import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { startTestSandbox, type TestSandbox } from '../src/testing/index.ts'
import { type CallApi, callApi } from './call-api.ts'
import { oauthOperations } from './call-operation.ts'
import { codeClient, createClient } from './client-drafts.ts'

const path = '/api/v2/oauth/clients'
const bodyLimitBytes = 512_000
let sandbox: TestSandbox
let call: CallApi
let clientId: string

beforeAll(async () => {
  sandbox = await startTestSandbox()
  call = callApi(sandbox.url, await sandbox.login())
  clientId = (await createClient(call)).id
})
afterAll(() => sandbox.close())

const nested = (depth: number, inner: string) => `${'{"a":'.repeat(depth)}${inner}${'}'.repeat(depth)}`
const takers = oauthOperations.filter(
  ({ method, path }) => method === 'PUT' || (/(clients|query)$/.test(path) && method === 'POST'),
)
const refused: [what: string, body: string, code: string][] = [
  ['nothing', '', 'bad.request'],
  ['half a document', '{"name":', 'bad.request'],
  ['two documents', '{}{}', 'bad.request'],
  ['null', 'null', 'bad.request'],
  ['an array', '[{}]', 'bad.request'],
  ['a text', '"name"', 'bad.request'],
  ['a number', '1e999', 'bad.request'],
  ['deep nesting', nested(20_000, '1'), 'bad.request'],
  ['deep arrays', `{"roleDivisions":${'['.repeat(200_000)}${']'.repeat(200_000)}}`, 'bad.request'],
  ['a list without end', JSON.stringify({ roleDivisions: Array(1001).fill({}) }), 'invalid.value'],
  ['a NUL character', JSON.stringify({ ...codeClient, interval: '2026-01/2026-02', name: 'a\0b' }), 'invalid.value'],
  ['half a surrogate pair', '{"interval":"2026-01/2026-02","name":"\\ud800"}', 'invalid.value'],
  ['a NUL character deep inside', '{"roleDivisions":[{"roleId":"\\u0000"}]}', 'invalid.value'],
]

it.each(refused)('%s is refused by every operation that takes a body', async (_what, body, code) => {
  const answers = await Promise.all(
    takers.map(({ method, path }) =>
      call(method, path.replace('{clientId}', clientId), body, { 'content-type': 'application/json' }),
    ),
  )

  expect(takers).toHaveLength(3)
  expect(answers.map((answer) => `${answer.status} ${answer.code}`)).toEqual(Array(3).fill(`400 ${code}`))
})

it('ignores properties that the contract does not name', async () => {
  const body = JSON.stringify({ ...codeClient, unknown: { deep: [1, 'two'] } }).replace('{', '{"__proto__":{"name":1},')

  const { status } = await call('POST', path, body)

  expect(status).toBe(200)
})

it('takes a body up to the limit and refuses one byte more', async () => {
  const padding = (bytes: number) => {
    const text = JSON.stringify({ ...codeClient, padding: '' })
    return text.replace('"padding":""', `"padding":"${'p'.repeat(bytes - text.length)}"`)
  }

  const atLimit = await call('POST', path, padding(bodyLimitBytes))
  const over = await call('POST', path, padding(bodyLimitBytes + 1))

  expect(atLimit.status).toBe(200)
  expect([over.status, over.code]).toEqual([413, 'request.entity.too.large'])
})

it.each(['text/plain', 'application/x-www-form-urlencoded', 'application/xml', 'nonsense'])(
  'refuses a body of type %s',
  async (type) => {
    const { status, code } = await call('POST', path, JSON.stringify(codeClient), { 'content-type': type })

    expect([status, code]).toEqual([415, 'unsupported.media.type'])
  },
)

it.each(['"\\ud800"', '"\\u0000"', JSON.stringify(Array(1001).fill(1)), '['.repeat(99) + ']'.repeat(99)])(
  'drops the body %s where the contract has none',
  async (body) => {
    const type = { 'content-type': 'application/json' }

    const secret = await call('POST', `${path}/${clientId}/secret`, body, type)
    const deletion = await call('DELETE', `${path}/${clientId}`, body, type)

    expect([secret.status, deletion.code]).toEqual([200, 'cannot.delete.client'])
  },
)

it('needs no body where the contract has none, whatever the content type says', async () => {
  const json = await call('POST', `${path}/${clientId}/secret`, '', { 'content-type': 'application/json' })
  const form = await call('POST', `${path}/${clientId}/secret`, '', {
    'content-type': 'application/x-www-form-urlencoded',
  })

  expect([json.status, form.status]).toEqual([200, 200])
})

it.each(['/nothing', '/api/v2/oauth', '/api/v2/oauth/clients/a/b/c'])('does not find %s', async (unknown) => {
  const answers = await Promise.all(['GET', 'POST', 'PATCH'].map((method) => callApi(sandbox.url)(method, unknown)))

  expect(answers.map(({ status, code }) => `${status} ${code}`)).toEqual(Array(3).fill('404 not.found'))
})

it('refuses a NUL character in a query, at the login host too', async () => {
  const client = await createClient(call)
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: client.id,
    redirect_uri: client.registeredRedirectUri?.[0] ?? '',
    target: '\0',
  })

  const roles = await call('GET', '/api/v2/authorization/roles?name=%00')
  const authorize = await fetch(`${sandbox.url}/oauth/authorize?${query}`)

  expect([roles.status, roles.code]).toEqual([400, 'bad.request'])
  expect([authorize.status, await authorize.json()]).toMatchObject([400, { error: 'invalid_request' }])
})

it('refuses an address that cannot be decoded', async () => {
  const { status, code } = await call('GET', '/api/v2/oauth/scopes/%zz')

  expect([status, code]).toEqual([400, 'bad.request'])
})

it('answers even what is not HTTP with the error body', async () => {
  const { port } = new URL(sandbox.url)
  const socket = connect({ host: '127.0.0.1', port: Number(port) })
  socket.end('NONSENSE\r\n\r\n')

  const answer = await text(socket)

  expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/)
  expect(answer).toMatch(/ININ-Correlation-Id: [\da-f-]{36}/)
  expect(JSON.parse(answer.slice(answer.indexOf('{')))).toMatchObject({ code: 'bad.request', status: 400 })
})

it('hangs up with client.timeout on a request that does not arrive', async () => {
  const impatient = await startTestSandbox({ settings: { requestTimeoutMs: 200 } })
  onTestFinished(impatient.close)
  const authorization = `Bearer ${await impatient.login()}`
  const socket = connect({ host: '127.0.0.1', port: Number(new URL(impatient.url).port) })
  const head = [
    'Host: sandbox',
    `Authorization: ${authorization}`,
    'Content-Type: application/json',
    'Content-Length: 9',
  ]
  socket.write(`POST ${path} HTTP/1.1\r\n${head.join('\r\n')}\r\n\r\n{`)

  const answer = await text(socket)

  expect(answer).toMatch(/^HTTP\/1\.1 408 /)
  expect(JSON.parse(answer.slice(answer.indexOf('{')))).toMatchObject({ code: 'client.timeout', status: 408 })
})
