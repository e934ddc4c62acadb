import type { OAuthClientEntityListing, OAuthScopeListing, UsageExecutionResult } from '@grantstream/contract'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { sandboxOrganizations } from '../src/index.ts'
import { type OpenDatabase, openDatabase } from '../src/store/open-database.ts'
import { authorizations } from '../src/store/schema.ts'
import { startTestSandbox, type TestSandbox } from '../src/testing/index.ts'
import { type CallApi, callApi } from './call-api.ts'
import { codeClient, createClient, credentialsClient } from './client-drafts.ts'

const path = '/api/v2/oauth/clients'
const secretForm = /^[\w-]{43}$/
let sandbox: TestSandbox
let database: OpenDatabase
let call: CallApi

beforeAll(async () => {
  sandbox = await startTestSandbox({ usageDelayMs: [0, 0] })
  database = await openDatabase(sandbox.databaseUrl, { maxConnections: 1 })
  call = callApi(sandbox.url, await sandbox.login())
})
afterAll(async () => {
  await database.close()
  await sandbox.close()
})

it('postOauthClients answers 200 with the client, its defaults and its secret', async () => {
  const { status, body } = await call('POST', path, credentialsClient)

  expect(status).toBe(200)
  expect(body).toEqual({
    ...credentialsClient,
    id: expect.any(String),
    accessTokenValiditySeconds: 86_400,
    registeredRedirectUri: [],
    scope: [],
    state: 'active',
    dateCreated: expect.any(String),
    dateModified: expect.any(String),
    createdBy: { id: sandbox.admin.clientId },
    modifiedBy: { id: sandbox.admin.clientId },
    selfUri: `${path}/${(body as { id: string }).id}`,
    secret: expect.stringMatching(secretForm),
  })
})

it('postOauthClients gives a secret to every grant type but the implicit one', async () => {
  const grantTypes = ['CODE', 'SAML2-BEARER', 'PASSWORD', 'TOKEN'] as const

  const made = await Promise.all(
    grantTypes.map((authorizedGrantType) => createClient(call, { ...codeClient, authorizedGrantType })),
  )

  expect(made.map(({ secret }) => secret !== undefined)).toEqual([true, true, true, false])
})

it('postOauthClients takes the deprecated roleIds for roles in all divisions', async () => {
  const { roleDivisions = [], ...draft } = credentialsClient

  const created = await createClient(call, { ...draft, roleIds: roleDivisions.map(({ roleId }) => roleId) })

  expect(created.roleDivisions).toEqual(roleDivisions)
})

it('getOauthClients answers every client in one page', async () => {
  const created = await createClient(call)

  const { status, body } = await call('GET', `${path}?pageSize=1&pageNumber=3`)

  const { entities = [], ...paging } = body as OAuthClientEntityListing
  const { secret: _secret, ...shown } = created
  expect(status).toBe(200)
  expect(entities).toContainEqual(shown)
  expect(paging).toEqual({
    ...{ pageSize: entities.length, pageNumber: 1, pageCount: 1, total: entities.length },
    ...{ firstUri: path, lastUri: path, selfUri: path },
  })
})

it('getOauthClient answers the client without its secret', async () => {
  const { secret: _secret, ...shown } = await createClient(call)

  const { status, body } = await call('GET', `${path}/${shown.id}`)

  expect(status).toBe(200)
  expect(body).toEqual(shown)
})

it('putOauthClient replaces the client and clears what is left out', async () => {
  const { id, dateCreated } = await createClient(call, {
    ...codeClient,
    description: 'To be cleared',
    accessTokenValiditySeconds: 600,
  })

  const { status, body } = await call('PUT', `${path}/${id}`, {
    name: 'Renamed',
    authorizedGrantType: 'SAML2-BEARER',
    scope: ['oauth'],
  })

  expect(status).toBe(200)
  expect(body).toEqual({
    ...{ id, dateCreated, name: 'Renamed', authorizedGrantType: 'SAML2-BEARER', scope: ['oauth'], state: 'active' },
    ...{ accessTokenValiditySeconds: 86_400, registeredRedirectUri: [], roleDivisions: [] },
    dateModified: expect.any(String),
    createdBy: { id: sandbox.admin.clientId },
    modifiedBy: { id: sandbox.admin.clientId },
    selfUri: `${path}/${id}`,
  })
})

it('putOauthClient takes back what getOauthClient answered', async () => {
  const { id } = await createClient(call, credentialsClient)
  const shown = (await call('GET', `${path}/${id}`)).body as object

  const { status, body } = await call('PUT', `${path}/${id}`, shown)

  expect(status).toBe(200)
  expect(body).toEqual({ ...shown, dateModified: expect.any(String) })
})

it('deleteOauthClient removes an inactive client at once, and its tokens with it', async () => {
  const { id, secret = '' } = await createClient(call, credentialsClient)
  const callWithToken = callApi(sandbox.url, await sandbox.login({ clientId: id, clientSecret: secret }))
  await call('PUT', `${path}/${id}`, { ...credentialsClient, state: 'inactive' })
  const before = await callWithToken('GET', '/api/v2/tokens/me')

  const { status, body } = await call('DELETE', `${path}/${id}`)

  expect([before.status, status, body]).toEqual([200, 204, undefined])
  expect((await call('GET', `${path}/${id}`)).code).toBe('client.not.found')
  expect((await callWithToken('GET', '/api/v2/tokens/me')).code).toBe('bad.credentials')
})

it('postOauthClientSecret answers a new secret, and the old one stops working at once', async () => {
  const { id, secret = '' } = await createClient(call, credentialsClient)

  const { status, body } = await call('POST', `${path}/${id}/secret`)

  const fresh = (body as { secret: string }).secret
  expect(status).toBe(200)
  expect(fresh).toMatch(secretForm)
  await expect(sandbox.login({ clientId: id, clientSecret: secret })).rejects.toThrow('authentication failed')
  await expect(sandbox.login({ clientId: id, clientSecret: fresh })).resolves.toMatch(secretForm)
})

it('postOauthClientUsageQuery starts an execution that getOauthClientUsageQueryResult completes', async () => {
  const started = await call('POST', `${path}/${sandbox.admin.clientId}/usage/query`, { interval: '2020-01/2020-06' })
  const { executionId, resultsUri = '' } = started.body as UsageExecutionResult
  const looked = await call('GET', resultsUri)

  expect(started.status).toBe(200)
  expect(resultsUri).toBe(`${path}/${sandbox.admin.clientId}/usage/query/results/${executionId}`)
  expect([looked.status, looked.body]).toEqual([200, { queryStatus: 'Complete', results: [] }])
})

it('getOauthClientUsageSummary starts an execution over the last days', async () => {
  const started = await call('GET', `${path}/${sandbox.admin.clientId}/usage/summary?days=1`)
  const looked = await call('GET', (started.body as UsageExecutionResult).resultsUri ?? '')

  expect(started.status).toBe(200)
  expect(looked.body).toMatchObject({
    queryStatus: 'Complete',
    results: expect.arrayContaining([
      expect.objectContaining({
        clientId: sandbox.admin.clientId,
        templateUri: 'api/v2/oauth/clients/{clientId}/usage/summary',
        httpMethod: 'GET',
        requests: 1,
      }),
    ]),
  })
})

it('getOauthAuthorizations and getOauthAuthorization answer what the organisation authorized', async () => {
  const { secret: _secret, ...client } = await createClient(call)
  const date = new Date('2026-03-01T08:00:00.000Z')
  await database.db.insert(authorizations).values({
    ...{ organizationId: sandboxOrganizations.first.id, clientId: client.id, scope: ['users:readonly'] },
    ...{ state: 'Authorized', pending: false, dateCreated: date, dateModified: date },
  })

  const one = await call('GET', `/api/v2/oauth/authorizations/${client.id}`)
  const all = await call('GET', '/api/v2/oauth/authorizations', undefined, { 'accept-language': 'de' })

  expect(one.body).toEqual({
    ...{ client, scope: ['users:readonly'], roles: [], pending: false, state: 'Authorized' },
    ...{ dateCreated: date.toISOString(), dateModified: date.toISOString() },
    resourceOwner: sandboxOrganizations.first,
    selfUri: `/api/v2/oauth/authorizations/${client.id}`,
  })
  expect(all.body).toEqual({ total: 1, entities: [one.body], selfUri: '/api/v2/oauth/authorizations' })
})

it('getOauthScopes answers the 134 scopes, each as getOauthScope does', async () => {
  const { body } = await call('GET', '/api/v2/oauth/scopes')
  const one = await call('GET', '/api/v2/oauth/scopes/oauth:readonly')

  const { total, entities = [] } = body as OAuthScopeListing
  expect([total, new Set(entities.map(({ id }) => id)).size]).toEqual([134, 134])
  expect(one.body).toEqual({
    id: 'oauth:readonly',
    description: 'Read OAuth clients.',
    selfUri: '/api/v2/oauth/scopes/oauth:readonly',
  })
  expect(entities).toContainEqual(one.body)
})

it('getTokensMe tells whose token it is, headTokensMe that it is good', async () => {
  const { body } = await call('GET', '/api/v2/tokens/me?preserveIdleTTL=true')
  const head = await call('HEAD', '/api/v2/tokens/me')

  expect(body).toMatchObject({
    organization: sandboxOrganizations.first,
    homeOrganization: sandboxOrganizations.first,
    authorizedScope: [],
    OAuthClient: { id: sandbox.admin.clientId, state: 'active', organization: sandboxOrganizations.first },
  })
  expect([head.status, head.body]).toEqual([200, undefined])
})

it('deleteTokensMe revokes the token of the call and no other', async () => {
  const revoked = callApi(sandbox.url, await sandbox.login())

  const { status } = await revoked('DELETE', '/api/v2/tokens/me')

  expect(status).toBe(200)
  expect((await revoked('GET', '/api/v2/tokens/me')).code).toBe('bad.credentials')
  expect((await call('GET', '/api/v2/tokens/me')).status).toBe(200)
})

it('getUsersMe refuses a token that has no user', async () => {
  const { status, code } = await call('GET', '/api/v2/users/me')

  expect([status, code]).toEqual([400, 'not.a.user'])
})

it('has HEAD only where the contract has it, and nothing else', async () => {
  const answers = await Promise.all([call('HEAD', path), call('PATCH', path), call('GET', '/api/v2/users')])

  expect(answers.map(({ status }) => status)).toEqual([404, 404, 404])
})

it('is healthy while its database answers, and asks for no token', async () => {
  const { status, body } = await callApi(sandbox.url)('GET', '/health')

  expect([status, body]).toEqual([200, { status: 'ok' }])
})
