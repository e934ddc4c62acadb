import type { OAuthAuthorization, OAuthAuthorizationListing, OAuthClient } from '@grantstream/contract'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { sandboxOrganizations } from '../src/index.ts'
import { startTestSandbox, type TestSandbox } from '../src/testing/index.ts'
import { openBrowser } from './browser.ts'
import { type CallApi, callApi } from './call-api.ts'
import { codeClient, createClient } from './client-drafts.ts'
import { authorize, authorizePath, exchange, signIn, userAt } from './sign-in.ts'

const redirectUri = 'https://desktop.example/callback'
const admin = userAt(0).email
const agent = userAt(3).email
let sandbox: TestSandbox
let first: CallApi
let second: CallApi
let own: OAuthClient & { id: string }
let foreign: OAuthClient & { id: string }

beforeAll(async () => {
  sandbox = await startTestSandbox()
  first = callApi(sandbox.url, await sandbox.login())
  second = callApi(sandbox.url, await sandbox.login(sandbox.second))
})
afterAll(() => sandbox.close())
beforeEach(async () => {
  own = await createClient(first)
  foreign = await createClient(second, { ...codeClient, name: 'From elsewhere' })
})

const queryOf = ({ id }: { id: string }) => ({ client_id: id, redirect_uri: redirectUri, response_type: 'code' })
const authorizationOf = async ({ id }: { id: string }, call = first): Promise<OAuthAuthorization | undefined> => {
  const { status, body } = await call('GET', `/api/v2/oauth/authorizations/${id}`)
  return status === 200 ? (body as OAuthAuthorization) : undefined
}
const tokenFor = async (client: OAuthClient & { id: string }, email = admin): Promise<string> => {
  const code = (await authorize(sandbox, queryOf(client), { email })).get('code') ?? ''
  const form = { grant_type: 'authorization_code', code, redirect_uri: redirectUri }
  return (await exchange(sandbox, form, client)).body.access_token
}

it('is Requested while the consent page waits, Authorized once somebody approves', async () => {
  const browser = openBrowser(sandbox.url)
  const before = await authorizationOf(own)

  const consent = await signIn(browser, queryOf(own), agent)
  const asked = await authorizationOf(own)
  await browser.submit(consent, { decision: 'approve' })
  const approved = await authorizationOf(own)

  expect(before).toBeUndefined()
  expect(asked).toMatchObject({ state: 'Requested', pending: true, createdBy: { id: userAt(3).id } })
  expect(approved).toMatchObject({
    state: 'Authorized',
    pending: false,
    scope: codeClient.scope,
    client: { id: own.id },
    resourceOwner: { id: sandboxOrganizations.first.id, name: 'Harbor Line Support' },
    createdBy: { id: userAt(3).id },
    modifiedBy: { id: userAt(3).id },
  })
})

it('is Unauthorized when an administrator declines, and stays Requested when somebody else does', async () => {
  await authorize(sandbox, queryOf(own), { email: agent, decision: 'deny' })
  const byAgent = await authorizationOf(own)
  await authorize(sandbox, queryOf(own), { decision: 'deny' })
  const byAdmin = await authorizationOf(own)

  expect([byAgent?.state, byAgent?.pending, byAdmin?.state, byAdmin?.pending]).toEqual([
    'Requested',
    true,
    'Unauthorized',
    false,
  ])
})

it('is Revoked when an administrator declines what was authorized, and the tokens of the client end here', async () => {
  const token = await tokenFor(own, agent)
  await authorize(sandbox, queryOf(own), { decision: 'deny' })

  const { code } = await callApi(sandbox.url, token)('GET', '/api/v2/tokens/me')
  const byAgent = await authorize(sandbox, queryOf(own), { email: agent })

  expect(code).toBe('bad.credentials')
  expect(byAgent.get('error')).toBe('access_denied')
  expect(await authorizationOf(own)).toMatchObject({ state: 'Requested', pending: true })
})

it('is asked for again when the client wants more scopes', async () => {
  const browser = openBrowser(sandbox.url)
  await browser.submit(await signIn(browser, queryOf(own), agent), { decision: 'approve' })
  await first('PUT', `/api/v2/oauth/clients/${own.id}`, { ...codeClient, scope: ['presence', 'users'] })

  const { status, text } = await browser.open(authorizePath(queryOf(own)))

  expect([status, text]).toEqual([200, expect.stringContaining('Read and change users.')])
})

it('lets only an administrator authorize a client of another organisation; from others it is a request', async () => {
  const outcome = await authorize(sandbox, queryOf(foreign), { email: agent })
  const asked = await authorizationOf(foreign)
  const approved = await authorize(sandbox, queryOf(foreign))
  const later = await authorize(sandbox, queryOf(foreign), { email: agent })

  expect([outcome.get('error'), outcome.get('code')]).toEqual(['access_denied', null])
  expect(asked).toMatchObject({ state: 'Requested', pending: true, client: { name: 'From elsewhere' } })
  expect([approved.get('code'), later.get('code')]).toEqual([expect.any(String), expect.any(String)])
})

it('lists a client of another organisation where it is authorized, and nowhere else, without its secret', async () => {
  await authorize(sandbox, queryOf(foreign))

  const listings = await Promise.all([first, second].map((call) => call('GET', '/api/v2/oauth/authorizations')))
  const clientHere = await first('GET', `/api/v2/oauth/clients/${foreign.id}`)

  const [here, there] = listings.map(({ body }) => (body as OAuthAuthorizationListing).entities)
  const listed = here?.find(({ client }) => client?.id === foreign.id)
  expect(listed).toMatchObject({ state: 'Authorized', client: { name: 'From elsewhere' } })
  expect(JSON.stringify(listed)).not.toContain('secret')
  expect(there).toEqual([])
  expect(clientHere.status).toBe(404)
})

it('gives a client of another organisation tokens for the organisation of the user, and no other', async () => {
  const token = callApi(sandbox.url, await tokenFor(foreign))

  const info = await token('GET', '/api/v2/tokens/me')
  const clients = await token('GET', '/api/v2/oauth/clients')

  expect(info.body).toMatchObject({
    organization: { id: sandboxOrganizations.first.id },
    OAuthClient: { id: foreign.id, organization: { id: sandboxOrganizations.second.id } },
  })
  expect(JSON.stringify(clients.body)).toContain(own.id)
  expect(JSON.stringify(clients.body)).not.toContain(foreign.id)
})

it('goes, with its tokens, when the other organisation deletes the client', async () => {
  const token = callApi(sandbox.url, await tokenFor(foreign))
  await second('PUT', `/api/v2/oauth/clients/${foreign.id}`, { ...codeClient, state: 'inactive' })

  await second('DELETE', `/api/v2/oauth/clients/${foreign.id}`)

  expect(await authorizationOf(foreign)).toBeUndefined()
  expect((await token('GET', '/api/v2/tokens/me')).code).toBe('bad.credentials')
})
