import { createHash } from 'node:crypto'
import type { OAuthClient } from '@grantstream/contract'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { startTestSandbox, type TestSandbox } from '../src/testing/index.ts'
import { type CallApi, callApi } from './call-api.ts'
import { codeClient, createClient, credentialsClient } from './client-drafts.ts'
import { authorize, exchange, userAt } from './sign-in.ts'

const redirectUri = 'https://desktop.example/callback'
const verifier = 'a-verifier_of.at~least-43-characters-0123456789'
const challenge = createHash('sha256').update(verifier).digest('base64url')
const pkce = { code_challenge: challenge, code_challenge_method: 'S256' }
let sandbox: TestSandbox
let call: CallApi
let client: OAuthClient & { id: string }
let other: OAuthClient & { id: string }

beforeAll(async () => {
  sandbox = await startTestSandbox()
  call = callApi(sandbox.url, await sandbox.login())
  client = await createClient(call, { ...codeClient, accessTokenValiditySeconds: 600 })
  other = await createClient(call)
})
afterAll(() => sandbox.close())

const codeFor = async (more: Record<string, string> = {}, of = sandbox, { id } = client): Promise<string> => {
  const asked = { client_id: id, redirect_uri: redirectUri, response_type: 'code', ...more }
  return (await authorize(of, asked)).get('code') ?? ''
}
const codeForm = (code: string) => ({ grant_type: 'authorization_code', code, redirect_uri: redirectUri })
const refreshForm = (token: string | undefined) => ({ grant_type: 'refresh_token', refresh_token: token ?? '' })

describe('a code', () => {
  it('becomes an access token and a refresh token', async () => {
    const { status, body } = await exchange(sandbox, codeForm(await codeFor()), client)

    expect([status, body]).toEqual([
      200,
      {
        access_token: expect.stringMatching(/^[\w-]{43}$/),
        token_type: 'bearer',
        expires_in: 600,
        refresh_token: expect.stringMatching(/^[\w-]{43}$/),
      },
    ])
  })

  it('tells by its token the user and the scopes of the client', async () => {
    const { body } = await exchange(sandbox, codeForm(await codeFor()), client)
    const user = callApi(sandbox.url, body.access_token)

    const token = await user('GET', '/api/v2/tokens/me')
    const me = await user('GET', '/api/v2/users/me')

    expect(token.body).toMatchObject({
      organization: { name: 'Harbor Line Support' },
      authorizedScope: ['users:readonly', 'presence'],
      OAuthClient: { id: client.id, organization: { name: 'Harbor Line Support' } },
    })
    expect(me.body).toEqual({
      id: userAt(0).id,
      name: 'Mara Jensen',
      email: 'mara.jensen@harborline.example',
      username: 'mara.jensen@harborline.example',
      department: 'Operations',
      title: 'Administrator',
      state: 'active',
      selfUri: `/api/v2/users/${userAt(0).id}`,
    })
  })

  it('gives the permissions of the user, who is then the author of what it does', async () => {
    const { body } = await exchange(sandbox, codeForm(await codeFor()), client)

    const made = await callApi(sandbox.url, body.access_token)('POST', '/api/v2/oauth/clients', codeClient)

    expect(made.status).toBe(200)
    expect(made.body).toMatchObject({ createdBy: { id: userAt(0).id } })
  })

  it('works with PKCE and no secret, and with both', async () => {
    const form = { code_verifier: verifier, client_id: client.id }

    const alone = await exchange(sandbox, { ...codeForm(await codeFor(pkce)), ...form })
    const withSecret = await exchange(sandbox, { ...codeForm(await codeFor(pkce)), ...form }, client)
    const withEmptySecret = await exchange(sandbox, { ...codeForm(await codeFor(pkce)), ...form }, { id: client.id })

    expect([alone.status, withSecret.status, withEmptySecret.status]).toEqual([200, 200, 200])
  })

  it.each([
    ['a wrong verifier', pkce, { code_verifier: verifier.replace('a', 'b') }, 'invalid_grant'],
    ['no verifier', pkce, {}, 'invalid_grant'],
    ['a verifier that was not announced', {}, { code_verifier: verifier }, 'invalid_grant'],
    ['a verifier that is too short', pkce, { code_verifier: 'short' }, 'invalid_request'],
    ['a verifier of other characters', pkce, { code_verifier: '!'.repeat(43) }, 'invalid_request'],
    ['another redirect URI', {}, { redirect_uri: 'https://desktop.example/other' }, 'invalid_grant'],
    ['an unknown code', {}, { code: 'unknown' }, 'invalid_grant'],
    ['no code', {}, { code: '' }, 'invalid_request'],
  ])('is refused with %s', async (_what, asked, form, error) => {
    const code = await codeFor(asked)

    const { status, body } = await exchange(sandbox, { ...codeForm(code), ...form }, client)

    expect([status, body.error]).toEqual([400, error])
    expect(body).toEqual({ error, description: body.description, error_description: body.description })
    expect(body.description).not.toContain(code)
  })

  it('is used up by a wrong verifier, so that nobody can go on guessing', async () => {
    const code = await codeFor(pkce)

    const guessed = await exchange(sandbox, { ...codeForm(code), code_verifier: `${verifier}x` }, client)
    const right = await exchange(sandbox, { ...codeForm(code), code_verifier: verifier }, client)

    expect([guessed, right].map(({ status, body }) => [status, body.error])).toEqual(
      Array(2).fill([400, 'invalid_grant']),
    )
  })

  it.each([
    ['without a secret', () => ({ client_id: client.id }), undefined],
    ['with a wrong secret', () => ({}), () => ({ id: client.id, secret: 'wrong' })],
    ['with PKCE and a wrong secret', () => ({ code_verifier: verifier }), () => ({ id: client.id, secret: 'wrong' })],
  ])('is refused %s', async (_what, form, as) => {
    const { status, body } = await exchange(sandbox, { ...codeForm(await codeFor()), ...form() }, as?.())

    expect([status, body.error]).toEqual([401, 'invalid_client'])
  })

  it('is good once, of any number at the same time', async () => {
    const code = await codeFor()

    const answers = await Promise.all(Array.from({ length: 5 }, () => exchange(sandbox, codeForm(code), client)))

    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 400, 400, 400, 400])
  })

  it('is not good for another client, and still is for its own', async () => {
    const code = await codeFor()

    const stolen = await exchange(sandbox, codeForm(code), other)
    const own = await exchange(sandbox, codeForm(code), client)

    expect([stolen.status, stolen.body.error, own.status]).toEqual([400, 'invalid_grant', 200])
  })

  it('expires after authorizationCodeMs', async () => {
    let now = new Date('2026-05-01T00:00:00Z')
    const timed = await startTestSandbox({ clock: { now: () => now } })
    onTestFinished(timed.close)
    const made = await createClient(callApi(timed.url, await timed.login()))
    const codes = [await codeFor({}, timed, made), await codeFor({}, timed, made)]
    const answers = []

    for (const [index, code] of codes.entries()) {
      now = new Date(Date.parse('2026-05-01T00:04:59.999Z') + index)
      answers.push(await exchange(timed, codeForm(code), made))
    }

    expect(answers.map(({ status }) => status)).toEqual([200, 400])
  })
})

describe('a refresh token', () => {
  const tokens = async () => (await exchange(sandbox, codeForm(await codeFor()), client)).body

  it('becomes a new pair, and is good no more', async () => {
    const first = await tokens()

    const second = await exchange(sandbox, refreshForm(first.refresh_token), client)
    const again = await exchange(sandbox, refreshForm(first.refresh_token), client)
    const third = await exchange(sandbox, refreshForm(second.body.refresh_token), client)

    expect([second.status, again.status, again.body.error, third.status]).toEqual([200, 400, 'invalid_grant', 200])
    const pairs = [first, second.body, third.body].flatMap((each) => [each.access_token, each.refresh_token])
    expect(new Set(pairs).size).toBe(6)
    expect(second.body.expires_in).toBe(600)
  })

  it('keeps user and scopes, but for those that the client has lost', async () => {
    const { refresh_token: token } = await tokens()
    await call('PUT', `/api/v2/oauth/clients/${client.id}`, { ...codeClient, scope: ['presence', 'users'] })

    const { body } = await exchange(sandbox, refreshForm(token), client)
    const { body: info } = await callApi(sandbox.url, body.access_token)('GET', '/api/v2/tokens/me')
    await call('PUT', `/api/v2/oauth/clients/${client.id}`, { ...codeClient, accessTokenValiditySeconds: 600 })

    expect(info).toMatchObject({ authorizedScope: ['presence'] })
  })

  it('is good once, of any number at the same time', async () => {
    const { refresh_token: token } = await tokens()

    const answers = await Promise.all(Array.from({ length: 5 }, () => exchange(sandbox, refreshForm(token), client)))

    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 400, 400, 400, 400])
  })

  it.each([
    ['of another client', 400, 'invalid_grant', () => other],
    ['with a wrong secret', 401, 'invalid_client', () => ({ id: client.id, secret: 'wrong' })],
    ['without a secret', 401, 'invalid_client', () => ({ id: client.id })],
  ])('is refused %s', async (_what, status, error, as) => {
    const answer = await exchange(sandbox, refreshForm((await tokens()).refresh_token), as())

    expect([answer.status, answer.body.error]).toEqual([status, error])
  })

  it('is refused when it is an access token, or nothing', async () => {
    const answers = [
      await exchange(sandbox, refreshForm((await tokens()).access_token), client),
      await exchange(sandbox, refreshForm(''), client),
    ]

    expect(answers.map(({ status, body }) => [status, body.error])).toEqual([
      [400, 'invalid_grant'],
      [400, 'invalid_request'],
    ])
  })

  it('cannot be had by client credentials', async () => {
    const made = await createClient(call, credentialsClient)

    const answer = await exchange(sandbox, refreshForm((await tokens()).refresh_token), made)

    expect([answer.status, answer.body.error]).toEqual([400, 'unauthorized_client'])
  })
})

it('throttles a client with a 400, and no other client', async () => {
  let now = new Date('2026-05-01T00:00:10Z')
  const throttled = await startTestSandbox({ clock: { now: () => now }, settings: { loginPerMinute: 3 } })
  onTestFinished(throttled.close)
  const form = { grant_type: 'client_credentials' }
  const as = ({ clientId: id, clientSecret: secret }: typeof sandbox.admin) => ({ id, secret })
  const ask = () => exchange(throttled, form, as(throttled.admin))

  const answers = [await ask(), await ask(), await ask(), await ask()]
  const another = await exchange(throttled, form, as(throttled.second))
  now = new Date('2026-05-01T00:01:00Z')
  const nextMinute = await ask()

  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 400])
  expect(answers[3]?.body).toMatchObject({
    error: 'invalid_request',
    error_description: expect.stringMatching(/^rate limit exceeded/),
  })
  expect([another.status, nextMinute.status]).toEqual([200, 200])
})
