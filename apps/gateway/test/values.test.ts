import { describe, expect, it } from 'vitest'
import { createGateway } from '../src/index.ts'
import { ask } from './ask.ts'
import { startLoopbackUpstream } from './loopback-upstream.ts'
import { type ScriptedAnswer, scriptedTransport } from './scripted-transport.ts'

const apiUrl = 'http://upstream.test'
const report = () => {}

const gatewayOver = (bodies: Readonly<Record<string, unknown>>) => {
  const script = Object.entries(bodies).map(([operationId, body]) => [operationId, (): ScriptedAnswer => ({ body })])
  const { transport, asked } = scriptedTransport(Object.fromEntries(script))
  return { gateway: createGateway({ apiUrl, transport, report }), asked }
}

const clients = ['1', '2', '3'].map((id) => ({ id, name: id, authorizedGrantType: 'CODE', scope: ['users', 'new'] }))

describe('the scopes of clients', () => {
  it('are described by one upstream call, however many clients and scopes there are', async () => {
    const scopes = { entities: [{ id: 'users', description: 'Read and write users' }] }
    const { gateway, asked } = gatewayOver({ getOauthClients: { entities: clients }, getOauthScopes: scopes })

    const { data } = await ask(gateway, '{ oauthClients { nodes { scopes { id description } } } }')

    const described = [
      { id: 'users', description: 'Read and write users' },
      { id: 'new', description: null },
    ]
    expect(data).toEqual({ oauthClients: { nodes: clients.map(() => ({ scopes: described })) } })
    expect(asked).toEqual(['getOauthClients', 'getOauthScopes'])
  })

  it('take no upstream call while only their ids are selected', async () => {
    const { gateway, asked } = gatewayOver({ getOauthClients: { entities: clients } })

    const { data } = await ask(gateway, '{ oauthClients(first: 1) { nodes { scopes { __typename id } } } }')

    expect(data).toMatchObject({ oauthClients: { nodes: [{ scopes: [{ id: 'users' }, { id: 'new' }] }] } })
    expect(asked).toEqual(['getOauthClients'])
  })

  it('are shared within a request and never between two', async () => {
    const { gateway, asked } = gatewayOver({ getOauthClients: { entities: clients }, getOauthScopes: { entities: [] } })
    const query = '{ oauthClients { nodes { scopes { description } } } }'

    await Promise.all([ask(gateway, query, {}, 'one'), ask(gateway, query, {}, 'other')])

    expect(asked.toSorted()).toEqual(['getOauthClients', 'getOauthClients', 'getOauthScopes', 'getOauthScopes'])
  })
})

describe('a value of the upstream', () => {
  it('that is new to an enum reads as UNKNOWN', async () => {
    const client = { id: '1', name: 'One', authorizedGrantType: 'CODE_PKCE', state: 'deleted' }
    const { gateway } = gatewayOver({
      getOauthClient: client,
      getOauthAuthorization: { state: 'Forgotten' },
      getOauthClientUsageQueryResult: { queryStatus: 'Paused' },
    })

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
