import type { AccessToken } from '@grantstream/contract'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { startTestSandbox, type TestSandbox } from '../src/testing/index.ts'
import { callApi } from './call-api.ts'
import { codeClient, createClient, credentialsClient } from './client-drafts.ts'

const form = 'application/x-www-form-urlencoded'
const unknownId = '00000000-0000-4000-8000-000000000000'
let sandbox: TestSandbox

beforeAll(async () => {
  sandbox = await startTestSandbox()
})
afterAll(() => sandbox.close())

const basic = (id: string, secret: string) => `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`
const send = async (body: string, headers: Record<string, string> = {}, url = sandbox.url) => {
  const answer = await fetch(`${url}/oauth/token`, { method: 'POST', headers, body: new TextEncoder().encode(body) })
  const parsed = (await answer.json()) as Record<string, unknown>
  expect(answer.headers.get('inin-correlation-id')).toMatch(/^[\da-f-]{36}$/)
  return { status: answer.status, headers: answer.headers, body: parsed }
}
const sendBasic = (id: string, secret: string, url?: string) =>
  send('grant_type=client_credentials', { authorization: basic(id, secret), 'content-type': form }, url)

describe('POST /oauth/token', () => {
  it('gives a token to HTTP Basic', async () => {
    const { status, body } = await sendBasic(sandbox.admin.clientId, sandbox.admin.clientSecret)

    expect(status).toBe(200)
    expect(body).toEqual({
      access_token: expect.stringMatching(/^[\w-]{43}$/),
      token_type: 'bearer',
      expires_in: 86_400,
    })
  })

  it('gives a token to an id and a secret in the form', async () => {
    const { clientId, clientSecret } = sandbox.admin
    const body = `grant_type=client_credentials&client_id=${clientId}&client_secret=${clientSecret}`

    expect((await send(body, { 'content-type': form })).status).toBe(200)
  })

  it.each([undefined, `${form};charset=utf-8`, 'text/plain;charset=UTF-8', 'application/json'])(
    'takes a form under the content type %s',
    async (type) => {
      const authorization = basic(sandbox.admin.clientId, sandbox.admin.clientSecret)

      const answer = await send('grant_type=client_credentials', {
        authorization,
        ...(type && { 'content-type': type }),
      })

      expect(answer.status).toBe(200)
    },
  )

  it('gives tokens that live as long as the client says', async () => {
    const call = callApi(sandbox.url, await sandbox.login())
    const made = await createClient(call, { ...credentialsClient, accessTokenValiditySeconds: 300 })

    const { body } = await sendBasic(made.id, made.secret ?? '')

    expect((body as unknown as AccessToken).expires_in).toBe(300)
  })

  it.each([
    ['an unknown id', unknownId, 'x', 400, 'invalid_client', 'client not found'],
    ['an id that is no uuid', 'admin', 'x', 400, 'invalid_client', 'client not found'],
    ['a NUL character for an id', '\0', 'x', 400, 'invalid_client', 'client not found'],
  ])('refuses %s', async (_what, id, secret, status, error, description) => {
    const answer = await sendBasic(id, secret)

    expect(answer.status).toBe(status)
    expect(answer.body).toEqual({ error, description, error_description: description })
  })

  it.each(['', 'wrong', 'x'.repeat(10_000)])('refuses the wrong secret %.8s', async (secret) => {
    const { status, headers, body } = await sendBasic(sandbox.admin.clientId, secret)

    expect(status).toBe(401)
    expect(headers.get('www-authenticate')).toMatch(/^Basic /)
    expect(body).toMatchObject({ error: 'invalid_client', error_description: 'authentication failed' })
  })

  it.each([
    ['no grant type', 'x=1', 'invalid_request'],
    ['no form', '', 'invalid_request'],
    ['JSON', '{"grant_type":"client_credentials"}', 'invalid_request'],
    ['two grant types', 'grant_type=client_credentials&grant_type=client_credentials', 'invalid_request'],
    ['the code grant', 'grant_type=authorization_code&code=x', 'unauthorized_client'],
    ['an unknown grant', 'grant_type=magic', 'unsupported_grant_type'],
  ])('refuses %s', async (_what, body, error) => {
    const authorization = basic(sandbox.admin.clientId, sandbox.admin.clientSecret)

    const answer = await send(body, { authorization })

    expect([answer.status, answer.body.error]).toEqual([400, error])
  })

  it.each([
    ['nothing', {}],
    ['a Basic that is no pair', { authorization: 'Basic bm9uZQ==' }],
    ['another scheme', { authorization: 'Bearer x' }],
  ])('refuses a client that authenticates by %s', async (_what, headers) => {
    const { status, body } = await send('grant_type=client_credentials', headers)

    expect([status, body.error]).toEqual([401, 'invalid_client'])
  })

  it('refuses a client of another grant type', async () => {
    const made = await createClient(callApi(sandbox.url, await sandbox.login()), codeClient)

    const { status, body } = await sendBasic(made.id, made.secret ?? '')

    expect([status, body.error]).toEqual([400, 'unauthorized_client'])
  })

  it('answers a body over the limit with an error of its own kind', async () => {
    const { status, body } = await send(`grant_type=${'x'.repeat(512_000)}`, { 'content-type': form })

    expect([status, body.error]).toEqual([400, 'invalid_request'])
  })

  it('has the statuses of invalid_client switched by settings', async () => {
    const other = await startTestSandbox({ settings: { unknownClientStatus: 401, wrongSecretStatus: 400 } })
    onTestFinished(other.close)

    const unknown = await sendBasic(unknownId, 'x', other.url)
    const wrong = await sendBasic(other.admin.clientId, 'x', other.url)

    expect([unknown.status, wrong.status]).toEqual([401, 400])
  })
})

describe('GET /oauth/authorize', () => {
  const authorize = (query: Record<string, string>) =>
    fetch(`${sandbox.url}/oauth/authorize?${new URLSearchParams(query)}`, { redirect: 'manual' })
  let clientId: string

  beforeAll(async () => {
    const registeredRedirectUri = ['https://desktop.example/callback?a=1', 'http://localhost/callback']
    const call = callApi(sandbox.url, await sandbox.login())
    clientId = (await createClient(call, { ...codeClient, registeredRedirectUri })).id
  })

  it.each(['https://desktop.example/callback?a=1', 'http://localhost:4321/callback'])(
    'asks who wants to go on to %s',
    async (redirectUri) => {
      const answer = await authorize({ client_id: clientId, redirect_uri: redirectUri, response_type: 'code' })

      expect(answer.status).toBe(200)
      expect(await answer.text()).toContain('<h1>Sign in</h1>')
    },
  )

  it.each([
    ['an unknown client', { client_id: unknownId }],
    ['a client id that is no uuid', { client_id: 'x' }],
    ['an unregistered URI', { redirect_uri: 'https://evil.example/callback' }],
    ['a registered URI with more to it', { redirect_uri: 'https://desktop.example/callback?a=1&b=2' }],
    ['an unregistered URI and more that is wrong', { redirect_uri: 'https://evil.example/callback', prompt: 'none' }],
  ])('does not redirect for %s', async (_what, query) => {
    const answer = await authorize({
      ...{ client_id: clientId, redirect_uri: 'http://localhost/callback', response_type: 'code' },
      ...query,
    })

    expect([answer.status, answer.headers.get('location')]).toEqual([400, null])
    expect(await answer.json()).toMatchObject({ error: expect.stringMatching(/^invalid_(client|request)$/) })
  })
})
