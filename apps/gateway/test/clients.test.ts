import { startTestSandbox, type TestSandbox } from '@grantstream/sandbox/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createGateway, type Gateway } from '../src/index.ts'
import { type Answer, ask } from './ask.ts'

let sandbox: TestSandbox
let gateway: Gateway
let token: string
let now = new Date()

beforeAll(async () => {
  sandbox = await startTestSandbox({ clock: { now: () => now } })
  gateway = createGateway({ apiUrl: sandbox.url })
  token = await sandbox.login()
})
afterAll(() => sandbox.close())

const asAdmin = (document: string, variables = {}) => ask(gateway, document, variables, token)
const resultOf = ({ data }: Answer) => data?.result as Record<string, unknown>

const problem =
  '... on Problem { code message retryable correlationId } ... on InvalidInput { issues { path message } }'
const create = `mutation ($input: CreateOAuthClientInput!) { result: createOAuthClient(input: $input) {
  __typename ... on OAuthClientWithSecret { secret client { id clientId name state scopes { id } } } ${problem} } }`
const update = `mutation ($input: UpdateOAuthClientInput!) { result: updateOAuthClient(input: $input) { __typename
  ... on OAuthClient { name description state accessTokenValiditySeconds registeredRedirectUris scopes { id } } ${problem} } }`
const remove = `mutation ($input: DeleteOAuthClientInput!) { result: deleteOAuthClient(input: $input) {
  __typename ... on DeletedOAuthClient { clientId } ${problem} } }`

const draft = {
  name: 'Reports',
  authorizedGrantType: 'CODE',
  description: 'Makes reports',
  accessTokenValiditySeconds: 600,
  registeredRedirectUris: ['https://example.com/callback'],
  scopeIds: ['analytics:readonly', 'users'],
}

const created = async (more = {}) => {
  const { client } = resultOf(await asAdmin(create, { input: { ...draft, ...more } })) as {
    client: { id: string; clientId: string }
  }
  return client
}

describe('a client', () => {
  it('is created with a secret that no read shows again', async () => {
    const answer = resultOf(await asAdmin(create, { input: draft }))
    const { secret, client } = answer as { secret: string; client: { clientId: string } }

    const read = await asAdmin(
      'query ($id: ID!) { result: oauthClient(clientId: $id) { clientId name createdBy { id } } }',
      {
        id: client.clientId,
      },
    )

    expect(answer.__typename).toBe('OAuthClientWithSecret')
    expect(client).toMatchObject({
      name: 'Reports',
      state: 'ACTIVE',
      scopes: [{ id: 'analytics:readonly' }, { id: 'users' }],
    })
    expect(secret.length).toBeGreaterThan(16)
    expect(resultOf(read)).toEqual({
      clientId: client.clientId,
      name: 'Reports',
      createdBy: { id: sandbox.admin.clientId },
    })
    expect(JSON.stringify(read)).not.toContain(secret)
  })

  it('is changed by a patch: what is left out stays, null clears', async () => {
    const { clientId } = await created()

    const renamed = await asAdmin(update, { input: { clientId, name: 'Renamed' } })
    const cleared = await asAdmin(update, { input: { clientId, description: null, registeredRedirectUris: null } })

    const rest = {
      accessTokenValiditySeconds: 600,
      state: 'ACTIVE',
      scopes: [{ id: 'analytics:readonly' }, { id: 'users' }],
    }
    expect(resultOf(renamed)).toMatchObject({
      ...rest,
      name: 'Renamed',
      description: 'Makes reports',
      registeredRedirectUris: ['https://example.com/callback'],
    })
    expect(resultOf(cleared)).toMatchObject({ ...rest, name: 'Renamed', description: null, registeredRedirectUris: [] })
  })

  it('is deleted in two steps, or in one call that does both', async () => {
    const { clientId } = await created()

    const tooSoon = await asAdmin(remove, { input: { clientId } })
    const done = await asAdmin(remove, { input: { clientId, deactivate: true } })
    const again = await asAdmin(remove, { input: { clientId, deactivate: true } })

    expect(resultOf(tooSoon)).toMatchObject({ __typename: 'Conflict', code: 'CONFLICT', retryable: false })
    expect(resultOf(done)).toEqual({ __typename: 'DeletedOAuthClient', clientId })
    expect(resultOf(again)).toMatchObject({ __typename: 'NotFound', correlationId: expect.stringMatching(/./) })
    expect(await asAdmin('query ($id: ID!) { result: oauthClient(clientId: $id) { name } }', { id: clientId })).toEqual(
      {
        data: { result: null },
      },
    )
  })

  it('gets a new secret when it is regenerated', async () => {
    const regenerate = `mutation ($id: ID!) { result: regenerateOAuthClientSecret(input: { clientId: $id }) {
      ... on OAuthClientWithSecret { secret client { clientId } } } }`
    const { clientId } = await created()

    const first = resultOf(await asAdmin(regenerate, { id: clientId }))
    const second = resultOf(await asAdmin(regenerate, { id: clientId }))

    expect(first.client).toEqual({ clientId })
    expect(first.secret).not.toBe(second.secret)
  })
})

describe('an input that breaks a rule', () => {
  it.each([
    ['a blank name', { name: '  ' }, ['name']],
    ['an over-long name', { name: 'x'.repeat(257) }, ['name']],
    ['a validity below its bound', { accessTokenValiditySeconds: 299 }, ['accessTokenValiditySeconds']],
    ['a validity above its bound', { accessTokenValiditySeconds: 38_880_001 }, ['accessTokenValiditySeconds']],
    [
      'a redirect that is no URI',
      { registeredRedirectUris: ['https://ok.example', 'nowhere'] },
      ['registeredRedirectUris', '1'],
    ],
    [
      'a redirect with a fragment',
      { registeredRedirectUris: ['https://a.example/#x'] },
      ['registeredRedirectUris', '0'],
    ],
    ['the grant type UNKNOWN', { authorizedGrantType: 'UNKNOWN' }, ['authorizedGrantType']],
    ['a scope that the upstream does not know', { scopeIds: ['nonsense'] }, ['scopeIds']],
    ['no scopes for CODE', { scopeIds: [] }, ['scopeIds']],
    [
      'a role that the upstream does not know',
      { authorizedGrantType: 'CLIENT_CREDENTIALS', roleDivisions: [{ roleId: 'r', divisionId: '*' }] },
      ['roleDivisions'],
    ],
  ])('is refused with the way to %s', async (_what, more, path) => {
    const result = resultOf(await asAdmin(create, { input: { ...draft, ...more } }))

    expect(result).toMatchObject({ __typename: 'InvalidInput', code: 'INVALID_INPUT', issues: [{ path }] })
  })

  it('is told about every fault at once', async () => {
    const result = resultOf(await asAdmin(create, { input: { ...draft, name: '', accessTokenValiditySeconds: 1 } }))

    expect(result.issues).toHaveLength(2)
    expect(result.message).toBe('name: must not be blank; accessTokenValiditySeconds: must be at least 300')
  })

  it.each(['name', 'authorizedGrantType', 'state'])('cannot clear %s', async (field) => {
    const result = resultOf(await asAdmin(update, { input: { clientId: 'any', [field]: null } }))

    expect(result).toMatchObject({ __typename: 'InvalidInput', issues: [{ path: [field] }] })
  })

  it.each(['', ' ', '.', '..', 'x'.repeat(300)])('cannot have %j for the id of a client', async (clientId) => {
    const result = resultOf(await asAdmin(remove, { input: { clientId } }))

    expect(result).toMatchObject({ __typename: 'InvalidInput', issues: [{ path: ['clientId'] }] })
  })
})

describe('the list of clients', () => {
  it('is walked page by page, filtered and in order', async () => {
    for (const name of ['Paged C', 'paged a', 'Paged B']) await created({ name })
    const list = `query ($after: String) { result: oauthClients(first: 2, after: $after, filter: { nameContains: "PAGED", scopeId: "users", state: ACTIVE, authorizedGrantType: CODE }, orderBy: { field: NAME }) {
      totalCount pageInfo { hasNextPage hasPreviousPage endCursor } edges { cursor node { name } } nodes { name } } }`

    const first = resultOf(await asAdmin(list))
    const { endCursor } = first.pageInfo as { endCursor: string }
    const second = resultOf(await asAdmin(list, { after: endCursor }))

    expect(first).toMatchObject({ totalCount: 3, nodes: [{ name: 'paged a' }, { name: 'Paged B' }] })
    expect(first.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false })
    expect(second).toMatchObject({
      nodes: [{ name: 'Paged C' }],
      pageInfo: { hasNextPage: false, hasPreviousPage: true },
    })
  })

  it.each([
    ['first: 0', 'first: must be from 1 to 100'],
    ['first: 101', 'first: must be from 1 to 100'],
    ['after: "x"', 'after: must be a cursor of this list'],
  ])('refuses %s', async (argument, message) => {
    const { data, errors } = await asAdmin(`{ result: oauthClients(${argument}) { totalCount } }`)

    expect(data).toEqual({ result: null })
    expect(errors).toMatchObject([{ message, extensions: { code: 'INVALID_INPUT', correlationId: null } }])
  })
})

describe('nodes', () => {
  const nodes = `query ($ids: [ID!]!) { result: nodes(ids: $ids) { __typename id ... on OAuthClient { name } } }`

  it('are fetched again by their global ids, null in the place of an id that leads to nothing', async () => {
    const { id } = await created({ name: 'Node' })
    const gone = Buffer.from('OAuthClient:00000000-0000-4000-8000-000000000000').toString('base64')
    const foreign = Buffer.from('Problem:1').toString('base64')

    const answer = await asAdmin(nodes, { ids: [id, 'nonsense', gone, foreign, ''] })

    expect(answer).toEqual({
      data: { result: [{ __typename: 'OAuthClient', id, name: 'Node' }, null, null, null, null] },
    })
  })

  it('say that an id is none of theirs when only that one is asked for', async () => {
    const { data, errors } = await asAdmin('{ result: node(id: "nonsense") { id } }')

    expect(data).toEqual({ result: null })
    expect(errors).toMatchObject([{ extensions: { code: 'INVALID_INPUT', issues: [{ path: ['id'] }] } }])
  })
})

describe('scopes and authorizations', () => {
  it('are listed and found by id, null when there is none', async () => {
    const { data, errors } =
      await asAdmin(`{ all: oauthScopes { id description } one: oauthScope(scopeId: "users", acceptLanguage: "de-de") { id description }
      none: oauthScope(scopeId: "nonsense") { id } authorizations: oauthAuthorizations { client { name } scopes { id } roles state }
      authorization: oauthAuthorization(clientId: "00000000-0000-4000-8000-000000000000") { state } }`)

    expect(errors).toBeUndefined()
    expect(data?.all).toContainEqual({ id: 'users', description: expect.stringMatching(/./) })
    expect(data).toMatchObject({ one: { id: 'users' }, none: null, authorization: null })
    expect(data?.authorizations).toBeInstanceOf(Array)
  })

  it.each(['', 'de\nde', 'x'.repeat(101)])('refuse %j for a language', async (acceptLanguage) => {
    const { errors } = await asAdmin('query ($l: String) { result: oauthScopes(acceptLanguage: $l) { id } }', {
      l: acceptLanguage,
    })

    expect(errors).toMatchObject([{ extensions: { code: 'INVALID_INPUT', issues: [{ path: ['acceptLanguage'] }] } }])
  })
})

describe('a caller', () => {
  it('without a permission is told which one it takes', async () => {
    const weak = await sandbox.login(await sandbox.clientWith(['oauth:client:view']))

    const query = await ask(gateway, '{ result: oauthAuthorizations { state } }', {}, weak)
    const mutation = await ask(gateway, create, { input: draft }, weak)

    expect(query.data).toEqual({ result: null })
    expect(query.errors).toMatchObject([
      { path: ['result'], extensions: { code: 'PERMISSION_DENIED', missingPermissions: ['oauth:client:authorize'] } },
    ])
    expect(resultOf(mutation)).toMatchObject({
      __typename: 'PermissionDenied',
      message: expect.stringContaining('oauth:client:add'),
    })
  })

  it('of another organisation finds nothing of this one and changes nothing of it', async () => {
    const { id, clientId } = await created({ name: 'Ours alone' })
    const second = await sandbox.login(sandbox.second)
    const asSecond = (document: string, variables = {}) => ask(gateway, document, variables, second)
    const interval = '{ start: "2026-01-01T00:00:00Z", end: "2026-02-01T00:00:00Z" }'
    const change = (field: string, input: string) =>
      asSecond(`mutation ($id: ID!) { result: ${field}(input: { clientId: $id ${input} }) { __typename } }`, {
        id: clientId,
      })

    const read = await asSecond(
      `query ($c: ID!, $i: ID!) { oauthClient(clientId: $c) { name } node(id: $i) { id } oauthAuthorization(clientId: $c) { state }
        oauthClients(filter: { nameContains: "Ours alone" }) { totalCount } }`,
      { c: clientId, i: id },
    )
    const changes = await Promise.all([
      change('updateOAuthClient', 'name: "Taken"'),
      change('deleteOAuthClient', 'deactivate: true'),
      change('deleteOAuthClient', ''),
      change('regenerateOAuthClientSecret', ''),
      change('startUsageQuery', `interval: ${interval}`),
      change('startUsageSummary', ''),
    ])

    expect(read).toEqual({
      data: { oauthClient: null, node: null, oauthAuthorization: null, oauthClients: { totalCount: 0 } },
    })
    expect(new Set(changes.map((answer) => resultOf(answer).__typename))).toEqual(new Set(['NotFound']))
    expect(
      (await asAdmin('query ($id: ID!) { node(id: $id) { ... on OAuthClient { name state } } }', { id })).data,
    ).toEqual({
      node: { name: 'Ours alone', state: 'ACTIVE' },
    })
  })

  it('with a token that is none, or has expired, is unauthenticated: a query and a mutation alike', async () => {
    const old = await sandbox.login()
    now = new Date(now.getTime() + 2 * 86_400_000)
    token = await sandbox.login()

    for (const bad of ['nonsense', old]) {
      const query = await ask(gateway, '{ result: oauthScopes { id } }', {}, bad)
      const mutation = await ask(gateway, create, { input: draft }, bad)

      for (const { data, errors } of [query, mutation]) {
        expect(data).toEqual({ result: null })
        expect(errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }])
        expect(JSON.stringify(errors)).not.toContain(bad)
      }
    }
  })
})
