import { randomUUID } from 'node:crypto'
import type { OAuthClientEntityListing, OAuthClientRequest } from '@grantstream/contract'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { type OpenDatabase, openDatabase } from '../src/store/open-database.ts'
import { clients } from '../src/store/schema.ts'
import { startTestSandbox, type TestSandbox } from '../src/testing/index.ts'
import { type CallApi, callApi } from './call-api.ts'
import { codeClient, createClient, credentialsClient, roleId } from './client-drafts.ts'

const path = '/api/v2/oauth/clients'
const refusal = ({ status, code }: { status: number; code: string | undefined }) => `${status} ${code}`
const without = (draft: OAuthClientRequest, field: keyof OAuthClientRequest) => ({ ...draft, [field]: undefined })
let sandbox: TestSandbox
let database: OpenDatabase
let call: CallApi

beforeAll(async () => {
  sandbox = await startTestSandbox()
  database = await openDatabase(sandbox.databaseUrl, { maxConnections: 1 })
  call = callApi(sandbox.url, await sandbox.login())
})
afterAll(async () => {
  await database.close()
  await sandbox.close()
})

const roles = (id: string, divisionId = '*') => ({ ...credentialsClient, roleDivisions: [{ roleId: id, divisionId }] })
const refusedBodies: [what: string, body: object, create: string, replace: string, fieldName: string][] = [
  [
    'no grant type',
    without(codeClient, 'authorizedGrantType'),
    'grant.type.required',
    'grant.type.required',
    'authorizedGrantType',
  ],
  [
    'an unknown grant type',
    { ...codeClient, authorizedGrantType: 'CODE_PKCE' },
    'bad.grant.type',
    'bad.grant.type',
    'authorizedGrantType',
  ],
  [
    'a grant type that is no text',
    { ...codeClient, authorizedGrantType: 1 },
    'bad.grant.type',
    'bad.grant.type',
    'authorizedGrantType',
  ],
  ['no scope', without(codeClient, 'scope'), 'missing.client.scope', 'missing.client.scope', 'scope'],
  ['an empty scope', { ...codeClient, scope: [] }, 'missing.client.scope', 'missing.client.scope', 'scope'],
  [
    'an unknown scope',
    { ...codeClient, scope: ['users', 'view:users'] },
    'auth.invalid.scope',
    'invalid.value',
    'scope',
  ],
  [
    'no roles',
    without(credentialsClient, 'roleDivisions'),
    'missing.client.roles',
    'missing.client.roles',
    'roleDivisions',
  ],
  [
    'empty roles',
    { ...credentialsClient, roleDivisions: [] },
    'missing.client.roles',
    'missing.client.roles',
    'roleDivisions',
  ],
  ['an unknown role', roles(randomUUID()), 'bad.client.role', 'bad.client.role', 'roleDivisions'],
  ['a role that is no uuid', roles('admin'), 'bad.client.role', 'bad.client.role', 'roleDivisions'],
  [
    'a role of another organisation',
    roles(roleId('OAuth Viewer', 'second')),
    'bad.client.role',
    'bad.client.role',
    'roleDivisions',
  ],
  ['a blank division', roles(roleId('OAuth Viewer'), ' '), 'invalid.value', 'invalid.value', 'roleDivisions'],
  [
    'an over-long division',
    roles(roleId('OAuth Viewer'), 'd'.repeat(5000)),
    'invalid.value',
    'invalid.value',
    'roleDivisions',
  ],
  ['the state disabled', { ...codeClient, state: 'disabled' }, 'bad.client.state', 'bad.client.state', 'state'],
  ['an unknown state', { ...codeClient, state: 'deleted' }, 'invalid.value', 'invalid.value', 'state'],
  ['no name', without(codeClient, 'name'), 'invalid.value', 'invalid.value', 'name'],
  ['a blank name', { ...codeClient, name: ' \t' }, 'invalid.value', 'invalid.value', 'name'],
  ['a name that is no text', { ...codeClient, name: 7 }, 'invalid.value', 'invalid.value', 'name'],
  ['an over-long name', { ...codeClient, name: 'n'.repeat(256) }, 'invalid.value', 'invalid.value', 'name'],
  [
    'an over-long description',
    { ...codeClient, description: 'd'.repeat(4001) },
    'invalid.value',
    'invalid.value',
    'description',
  ],
  [
    'too short a validity',
    { ...codeClient, accessTokenValiditySeconds: 299 },
    'invalid.value',
    'invalid.value',
    'accessTokenValiditySeconds',
  ],
  [
    'too long a validity',
    { ...codeClient, accessTokenValiditySeconds: 172_801 },
    'invalid.value',
    'invalid.value',
    'accessTokenValiditySeconds',
  ],
  [
    'half a second of validity',
    { ...codeClient, accessTokenValiditySeconds: 300.5 },
    'invalid.value',
    'invalid.value',
    'accessTokenValiditySeconds',
  ],
  [
    'a validity as text',
    { ...codeClient, accessTokenValiditySeconds: '600' },
    'invalid.value',
    'invalid.value',
    'accessTokenValiditySeconds',
  ],
  [
    'one redirect URI, not in an array',
    { ...codeClient, registeredRedirectUri: 'https://a.example' },
    'invalid.value',
    'invalid.value',
    'registeredRedirectUri',
  ],
  [
    'a relative redirect URI',
    { ...codeClient, registeredRedirectUri: ['/callback'] },
    'invalid.value',
    'invalid.value',
    'registeredRedirectUri.0',
  ],
  [
    'a redirect URI in plain http',
    { ...codeClient, registeredRedirectUri: ['http://a.example'] },
    'invalid.value',
    'invalid.value',
    'registeredRedirectUri',
  ],
  ['a date that is none', { ...codeClient, dateToDelete: 'tomorrow' }, 'invalid.date', 'invalid.date', 'dateToDelete'],
  ['a null', { ...codeClient, description: null }, 'invalid.value', 'invalid.value', 'description'],
]

describe('a body', () => {
  it.each(refusedBodies)('with %s is refused, by POST and by PUT', async (_what, body, create, replace, fieldName) => {
    const { id } = await createClient(call)

    const created = await call('POST', path, body)
    const replaced = await call('PUT', `${path}/${id}`, body)

    expect([refusal(created), refusal(replaced)]).toEqual([`400 ${create}`, `400 ${replace}`])
    expect(created.body).toMatchObject({ details: [{ errorCode: create, fieldName }] })
    await database.db.delete(clients).where(eq(clients.id, id))
  })

  it.each([300, 172_800])('may ask for tokens that are valid for %i seconds', async (accessTokenValiditySeconds) => {
    const created = await createClient(call, { ...codeClient, accessTokenValiditySeconds })

    expect(created.accessTokenValiditySeconds).toBe(accessTokenValiditySeconds)
  })

  it('may name one role twice, and http on localhost', async () => {
    const [first] = credentialsClient.roleDivisions ?? []
    const twice = [first, { ...first, note: 'again' }]
    const registeredRedirectUri = ['http://localhost:8080/callback', 'http://localhost']

    const { status, body } = await call('POST', path, {
      ...credentialsClient,
      roleDivisions: twice,
      registeredRedirectUri,
    })

    expect(status).toBe(200)
    expect(body).toMatchObject({ roleDivisions: [first], registeredRedirectUri })
  })

  it('may create a client only as active', async () => {
    const answer = await call('POST', path, { ...codeClient, state: 'inactive' })

    expect(refusal(answer)).toBe('400 bad.client.state')
  })
})

describe('a role', () => {
  it('that the caller does not hold can neither be handed out, nor its client be edited or given a secret', async () => {
    const permissions = ['oauth:client:add', 'oauth:client:edit']
    const editor = callApi(sandbox.url, await sandbox.login(await sandbox.clientWith(permissions)))
    const { id } = await createClient(call, credentialsClient)

    const created = await editor('POST', path, credentialsClient)
    const replaced = await editor('PUT', `${path}/${id}`, codeClient)
    const renewed = await editor('POST', `${path}/${id}/secret`)

    expect([created, replaced, renewed].map(refusal)).toEqual(Array(3).fill('400 bad.client.role'))
  })

  it('that the caller holds in one division can be handed out in that one only', async () => {
    const made = await createClient(call, {
      ...credentialsClient,
      roleDivisions: [
        { roleId: roleId('OAuth Client Creator'), divisionId: 'sales' },
        { roleId: roleId('OAuth Viewer'), divisionId: 'sales' },
      ],
    })
    const creator = callApi(sandbox.url, await sandbox.login({ clientId: made.id, clientSecret: made.secret ?? '' }))

    const same = await creator('POST', path, roles(roleId('OAuth Viewer'), 'sales'))
    const all = await creator('POST', path, roles(roleId('OAuth Viewer'), '*'))

    expect(same.status).toBe(200)
    expect(refusal(all)).toBe('400 bad.client.role')
  })
})

describe('a client', () => {
  it('that is not inactive cannot be deleted', async () => {
    const { id } = await createClient(call)

    expect(refusal(await call('DELETE', `${path}/${id}`))).toBe('400 cannot.delete.client')
    expect((await call('GET', `${path}/${id}`)).status).toBe(200)
  })

  it('that is disabled cannot be edited or deleted, and its tokens are dead', async () => {
    const { id, secret = '' } = await createClient(call, credentialsClient)
    const credentials = { clientId: id, clientSecret: secret }
    const own = callApi(sandbox.url, await sandbox.login(credentials))
    await database.db.update(clients).set({ state: 'disabled' }).where(eq(clients.id, id))

    expect(refusal(await call('PUT', `${path}/${id}`, codeClient))).toBe('400 bad.client.state')
    expect(refusal(await call('DELETE', `${path}/${id}`))).toBe('400 cannot.delete.client')
    expect(refusal(await own('GET', path))).toBe('401 bad.credentials')
    await expect(sandbox.login(credentials)).rejects.toThrow('client is disabled')
  })

  it('that is inactive gets no new token, keeps those it has, and works again when active', async () => {
    const { id, secret = '' } = await createClient(call, credentialsClient)
    const credentials = { clientId: id, clientSecret: secret }
    const own = callApi(sandbox.url, await sandbox.login(credentials))

    const { body } = await call('PUT', `${path}/${id}`, { ...credentialsClient, state: 'inactive' })

    expect(body).not.toHaveProperty('dateToDelete')
    expect((await own('GET', path)).status).toBe(200)
    await expect(sandbox.login(credentials)).rejects.toThrow('client is inactive')
    await call('PUT', `${path}/${id}`, credentialsClient)
    await expect(sandbox.login(credentials)).resolves.toEqual(expect.any(String))
  })

  it('of the implicit grant has no secret to regenerate', async () => {
    const { id } = await createClient(call, { ...codeClient, authorizedGrantType: 'TOKEN' })

    expect(refusal(await call('POST', `${path}/${id}/secret`))).toBe('400 constraint.validation')
  })

  it.each(['GET', 'PUT', 'DELETE'])('that does not exist is client.not.found by %s', async (method) => {
    const ids = [randomUUID(), 'none', '%00', 'x'.repeat(90), "'%20or%201=1"]

    const answers = await Promise.all(
      ids.map((id) => call(method, `${path}/${id}`, method === 'PUT' ? codeClient : undefined)),
    )

    expect(answers.map(refusal)).toEqual(ids.map(() => '404 client.not.found'))
  })

  it('that does not exist is not.found for its secret, its usage and its authorization', async () => {
    const answers = await Promise.all([
      call('POST', `${path}/none/secret`),
      call('POST', `${path}/none/usage/query`, { interval: '2026-01/2026-02' }),
      call('GET', `${path}/none/usage/summary`),
      call('GET', `${path}/none/usage/query/results/none`),
      call('GET', '/api/v2/oauth/authorizations/none'),
      call('GET', '/api/v2/oauth/scopes/__proto__'),
    ])

    expect(answers.map(refusal)).toEqual(answers.map(() => '404 not.found'))
  })
})

describe('the settings', () => {
  it('cap the clients of an organisation, also when many are created at once', async () => {
    const capped = await startTestSandbox({ settings: { clientCap: 5 } })
    onTestFinished(capped.close)
    const create = callApi(capped.url, await capped.login())

    const answers = await Promise.all(Array.from({ length: 8 }, () => create('POST', path, codeClient)))

    const refused = answers.filter(({ status }) => status !== 200)
    const { total } = (await create('GET', path)).body as OAuthClientEntityListing
    expect(total).toBe(5)
    expect(refused.map(refusal)).toEqual(Array(4).fill('400 auth.too.many.clients'))
  })

  it('delay the deletion of a client that is over 30 days old by 7 days, and the sweep then removes it', async () => {
    let now = new Date('2026-01-01T00:00:00Z')
    const aged = await startTestSandbox({ clock: { now: () => now }, settings: { sweepMs: 20 } })
    onTestFinished(aged.close)
    const old = await createClient(callApi(aged.url, await aged.login()), codeClient)
    now = new Date('2026-01-31T00:00:00.001Z')
    const recall = callApi(aged.url, await aged.login())

    const inactive = await recall('PUT', `${path}/${old.id}`, { ...codeClient, state: 'inactive' })
    const again = await recall('PUT', `${path}/${old.id}`, { ...codeClient, state: 'inactive' })
    const active = await recall('PUT', `${path}/${old.id}`, codeClient)
    await recall('PUT', `${path}/${old.id}`, { ...codeClient, state: 'inactive' })

    expect(inactive.body).toMatchObject({ dateToDelete: '2026-02-07T00:00:00.001Z' })
    expect(again.body).toMatchObject({ dateToDelete: '2026-02-07T00:00:00.001Z' })
    expect(active.body).not.toHaveProperty('dateToDelete')
    now = new Date('2026-02-08T00:00:00Z')
    const later = callApi(aged.url, await aged.login())
    await expect.poll(async () => (await later('GET', `${path}/${old.id}`)).status).toBe(404)
  })

  it('choose what deletion answers, and what rotation does to tokens', async () => {
    const other = await startTestSandbox({ settings: { deleteClientStatus: 202, tokensAfterRotation: 'revoked' } })
    onTestFinished(other.close)
    const recall = callApi(other.url, await other.login())
    const { id, secret = '' } = await createClient(recall, credentialsClient)
    const own = callApi(other.url, await other.login({ clientId: id, clientSecret: secret }))

    await recall('POST', `${path}/${id}/secret`)
    const afterRotation = await own('GET', '/api/v2/tokens/me')
    await recall('PUT', `${path}/${id}`, { ...credentialsClient, state: 'inactive' })
    const deleted = await recall('DELETE', `${path}/${id}`)

    expect(refusal(afterRotation)).toBe('401 bad.credentials')
    expect(deleted.status).toBe(202)
  })
})
