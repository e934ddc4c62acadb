import { describe, expect, it } from 'vitest'
import { createGateway } from '../src/index.ts'
import type { GatewayEvent, ObserveGateway } from '../src/observe/gateway-event.ts'
import type { SharingSettings } from '../src/principal/sharing-settings.ts'
import { ask } from './ask.ts'
import { startLoopbackUpstream } from './loopback-upstream.ts'
import { type ScriptedAnswer, scriptedTransport } from './scripted-transport.ts'

const apiUrl = 'http://upstream.test'
const report = () => {}

const gatewayOver = (
  bodies: Readonly<Record<string, unknown>>,
  observe: ObserveGateway = () => undefined,
  sharing: Partial<SharingSettings> = {},
) => {
  const script = Object.entries(bodies).map(([operationId, body]) => [operationId, (): ScriptedAnswer => ({ body })])
  const { transport, asked } = scriptedTransport(Object.fromEntries(script))
  return { gateway: createGateway({ apiUrl, transport, report, observe, sharing }), asked }
}

const clients = Array.from({ length: 100 }, (_, index) => ({
  id: `c${index}`,
  name: `Client ${String(index).padStart(3, '0')}`,
  authorizedGrantType: 'CODE',
  scope: ['users', 'new'],
}))

describe('the scopes of clients', () => {
  it('are described by one upstream call, however many clients and scopes there are', async () => {
    const scopes = { entities: [{ id: 'users', description: 'Read and write users' }] }
    const { gateway, asked } = gatewayOver({ getOauthClients: { entities: clients }, getOauthScopes: scopes })

    const { data } = await ask(gateway, '{ oauthClients(first: 100) { nodes { scopes { id description } } } }')

    const described = [
      { id: 'users', description: 'Read and write users' },
      { id: 'new', description: null },
    ]
    expect(data).toEqual({ oauthClients: { nodes: clients.map(() => ({ scopes: described })) } })
    expect(asked).toEqual(['getOauthClients', 'getOauthScopes'])
  })

  it('are described by one upstream call also when they are come upon one after the other', async () => {
    const bodies = { getOauthClient: clients[0], putOauthClient: clients[0], getOauthScopes: { entities: [] } }
    const { gateway, asked } = gatewayOver(bodies)
    const change = 'updateOAuthClient(input: { clientId: "c0" }) { ... on OAuthClient { scopes { description } } }'

    await ask(gateway, `mutation { first: ${change} second: ${change} }`)

    const changed = ['getOauthClient', 'putOauthClient']
    expect(asked).toEqual([...changed, 'getOauthScopes', ...changed])
  })

  it('take no upstream call while only their ids are selected', async () => {
    const { gateway, asked } = gatewayOver({ getOauthClients: { entities: clients } })

    const { data } = await ask(gateway, '{ oauthClients(first: 1) { nodes { scopes { __typename id } } } }')

    expect(data).toMatchObject({ oauthClients: { nodes: [{ scopes: [{ id: 'users' }, { id: 'new' }] }] } })
    expect(asked).toEqual(['getOauthClients'])
  })

  it('are kept for one token for a while, and for no other', async () => {
    const bodies = { getOauthClients: { entities: clients }, getOauthScopes: { entities: [] } }
    const { gateway, asked } = gatewayOver(bodies)
    const query = '{ oauthClients { nodes { scopes { description } } } }'

    await ask(gateway, query, {}, 'one')
    await ask(gateway, query, {}, 'one')
    await ask(gateway, query, {}, 'other')

    const whole = ['getOauthClients', 'getOauthScopes']
    expect(asked).toEqual([...whole, 'getOauthClients', ...whole])
  })

  it('are asked for anew after that', async () => {
    const bodies = { getOauthClients: { entities: clients }, getOauthScopes: { entities: [] } }
    const { gateway, asked } = gatewayOver(bodies, () => undefined, { scopesTtlMs: 0 })
    const query = '{ oauthClients { nodes { scopes { description } } } }'

    await ask(gateway, query)
    await ask(gateway, query)

    expect(asked.filter((each) => each === 'getOauthScopes')).toHaveLength(2)
  })
})

describe('the lists of clients of one document', () => {
  it('take one upstream call, however many they are', async () => {
    const { gateway, asked } = gatewayOver({ getOauthClients: { entities: clients } })

    const { data } = await ask(
      gateway,
      '{ all: oauthClients { totalCount } some: oauthClients(filter: { nameContains: "09" }) { totalCount } }',
    )

    expect(data).toEqual({ all: { totalCount: 100 }, some: { totalCount: 11 } })
    expect(asked).toEqual(['getOauthClients'])
  })
})

describe('the number of clients', () => {
  it('is not told when the upstream gives a part of them', async () => {
    const { gateway } = gatewayOver({ getOauthClients: { entities: clients, total: 250, pageCount: 3 } })

    const { data } = await ask(gateway, '{ oauthClients(first: 1) { totalCount nodes { name } } }')

    expect(data).toEqual({ oauthClients: { totalCount: null, nodes: [{ name: 'Client 000' }] } })
  })
})

describe('who created and changed a client', () => {
  const by = (id: string, more = {}) => ({ ...clients[0], id, name: id, createdBy: { id: 'c7' }, ...more })
  const document = '{ result: oauthClient(clientId: "x") { createdBy { id name } modifiedBy { name } } }'

  it('are named from the list that was asked for anyway, without a call of their own', async () => {
    const entities = clients.map((client) => ({ ...client, createdBy: { id: 'c7' }, modifiedBy: { id: 'a user' } }))
    const { gateway, asked } = gatewayOver({ getOauthClients: { entities } })

    const { data } = await ask(
      gateway,
      '{ oauthClients(first: 100) { nodes { createdBy { id name } modifiedBy { id name } } } }',
    )

    const named = { createdBy: { id: 'c7', name: 'Client 007' }, modifiedBy: { id: 'a user', name: null } }
    expect(data).toEqual({ oauthClients: { nodes: entities.map(() => named) } })
    expect(asked).toEqual(['getOauthClients'])
  })

  it('are named by one more call when a single client is asked for', async () => {
    const list = { entities: clients }
    const { gateway, asked } = gatewayOver({ getOauthClient: by('x', { modifiedBy: {} }), getOauthClients: list })

    const { data } = await ask(gateway, document)

    expect(data?.result).toEqual({ createdBy: { id: 'c7', name: 'Client 007' }, modifiedBy: { name: null } })
    expect(asked).toEqual(['getOauthClient', 'getOauthClients'])
  })

  it('take no call where the upstream names them, or only their ids are selected', async () => {
    const client = by('x', { createdBy: { id: 'u1', name: 'Ada' }, modifiedBy: { id: 'u2' } })
    const { gateway, asked } = gatewayOver({ getOauthClient: client })

    const { data } = await ask(
      gateway,
      '{ result: oauthClient(clientId: "x") { createdBy { id name } modifiedBy { id } } }',
    )

    expect(data?.result).toEqual({ createdBy: { id: 'u1', name: 'Ada' }, modifiedBy: { id: 'u2' } })
    expect(asked).toEqual(['getOauthClient'])
  })

  it('stay without names for a token that may not see the clients', async () => {
    const { transport } = scriptedTransport({
      getOauthAuthorization: () => ({ body: { createdBy: { id: 'c7' } } }),
      getOauthClients: () => ({ status: 403, body: { code: 'missing.permissions' } }),
    })
    const gateway = createGateway({ apiUrl, transport, report })

    const answer = await ask(gateway, '{ result: oauthAuthorization(clientId: "x") { createdBy { id name } } }')

    expect(answer).toEqual({ data: { result: { createdBy: { id: 'c7', name: null } } } })
  })
})

describe('a value of the upstream', () => {
  it('that is new to an enum reads as UNKNOWN, and is told of by the name of the enum alone', async () => {
    const events: GatewayEvent[] = []
    const client = { id: '1', name: 'One', authorizedGrantType: 'CODE_PKCE', state: 'deleted' }
    const bodies = {
      getOauthClient: client,
      getOauthAuthorization: { state: 'Forgotten' },
      getOauthClientUsageQueryResult: { queryStatus: 'Paused' },
    }
    const { gateway } = gatewayOver(bodies, (event) => events.push(event))

    const answer = await ask(
      gateway,
      `{ client: oauthClient(clientId: "1") { authorizedGrantType state }
      authorization: oauthAuthorization(clientId: "1") { state client { name } }
      execution: usageExecution(clientId: "1", executionId: "1") { status rows { requests } totals { requests } } }`,
    )

    expect(answer).toEqual({
      data: {
        client: { authorizedGrantType: 'UNKNOWN', state: 'UNKNOWN' },
        authorization: { state: 'UNKNOWN', client: null },
        execution: { status: 'UNKNOWN', rows: null, totals: null },
      },
    })
    const told = ['OAuthAuthorizationState', 'OAuthClientState', 'OAuthGrantType', 'UsageStatus']
    expect(events.flatMap((event) => (event.kind === 'unknown-value' ? event.enumeration : [])).sort()).toEqual(told)
    expect(JSON.stringify(events)).not.toMatch(/CODE_PKCE|Forgotten|Paused/)
  })

  it('that counts past 32 bits is told exactly, and one that is no time is null', async () => {
    const row = { requests: 9_007_199_254_740_991, date: 'some day', clientId: '', templateUri: 'api/v2/users' }
    const { gateway } = gatewayOver({ getOauthClientUsageQueryResult: { queryStatus: 'Complete', results: [row] } })

    const { data } = await ask(
      gateway,
      `{ execution: usageExecution(clientId: "1", executionId: "1") {
      rows { requests date clientId templateUri status200 } totals { requests status200 } } }`,
    )

    expect(data?.execution).toEqual({
      rows: [{ requests: row.requests, date: null, clientId: null, templateUri: 'api/v2/users', status200: null }],
      totals: { requests: row.requests, status200: null },
    })
  })

  it('that fits no type fails its field alone, masked', async () => {
    const clientList = { entities: [null] }
    const { gateway } = gatewayOver({ getOauthClients: clientList, getOauthScope: { id: 'users' } })

    const { data, errors } = await ask(gateway, '{ oauthClients { totalCount } oauthScope(scopeId: "users") { id } }')

    expect(data).toEqual({ oauthClients: null, oauthScope: { id: 'users' } })
    expect(errors).toMatchObject([{ message: 'Unexpected error.', extensions: { code: 'INTERNAL_SERVER_ERROR' } }])
  })
})

describe('an upstream out of reach', () => {
  it('is an error of a query and a problem of a mutation', async () => {
    const upstream = await startLoopbackUpstream()
    await upstream.close()
    const gateway = createGateway({ apiUrl: upstream.url, report })

    const query = await ask(gateway, '{ result: oauthClient(clientId: "1") { name } }')
    const mutation = await ask(
      gateway,
      `mutation { result: regenerateOAuthClientSecret(input: { clientId: "1" }) {
      __typename ... on Problem { code retryable correlationId } } }`,
    )

    const code = 'UPSTREAM_UNAVAILABLE'
    expect(query).toMatchObject({ data: { result: null }, errors: [{ extensions: { code, correlationId: null } }] })
    expect(mutation).toEqual({
      data: { result: { __typename: 'UpstreamUnavailable', code, retryable: true, correlationId: null } },
    })
  })
})

describe('starting an execution', () => {
  it.each([
    [
      'startUsageQuery',
      'interval: { start: "2026-01-01T00:00:00Z", end: "2026-01-02T12:00:00+02:00" }',
      'postOauthClientUsageQuery',
    ],
    ['startUsageSummary', 'days: 30', 'getOauthClientUsageSummary'],
  ])('by %s asks for that and for nothing more', async (field, input, operationId) => {
    const { gateway, asked } = gatewayOver({ [operationId]: { executionId: 'e1' } })

    const { data } = await ask(
      gateway,
      `mutation { result: ${field}(input: { clientId: "c1", ${input} }) {
      ... on UsageExecution { clientId executionId status polls elapsedMs rows { requests } } } }`,
    )

    const result = { clientId: 'c1', executionId: 'e1', status: 'RUNNING', polls: 0, elapsedMs: 0, rows: null }
    expect(data).toEqual({ result })
    expect(asked).toEqual([operationId])
  })
})

describe('an id that would lead elsewhere', () => {
  it.each([
    'oauthClient(clientId: "..") { name }',
    'oauthScope(scopeId: "") { id }',
    'oauthAuthorization(clientId: ".") { pending }',
    'usageExecution(clientId: "1", executionId: "..") { status }',
  ])('is refused before anything is asked: %s', async (field) => {
    const { gateway, asked } = gatewayOver({})

    const { data, errors } = await ask(gateway, `{ result: ${field} }`)

    expect(data).toEqual({ result: null })
    expect(errors).toMatchObject([{ extensions: { code: 'INVALID_INPUT' } }])
    expect(asked).toEqual([])
  })

  it.each([
    'OAuthClient:..',
    'OAuthClient:',
    'UsageExecution:c1',
    'UsageExecution:c1/..',
    'UsageExecution:c1/e1/x',
    'UsageExecution:c1/%',
  ])('is refused as a global id too: %s', async (id) => {
    const { gateway, asked } = gatewayOver({})
    const variables = { id: Buffer.from(id).toString('base64') }

    const { data, errors } = await ask(
      gateway,
      'query ($id: ID!) { node(id: $id) { id } nodes(ids: [$id]) { id } }',
      variables,
    )

    expect(data).toEqual({ node: null, nodes: [null] })
    expect(errors).toMatchObject([{ path: ['node'], extensions: { code: 'INVALID_INPUT' } }])
    expect(asked).toEqual([])
  })
})
