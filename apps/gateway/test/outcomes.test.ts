import { contractOperations, readContract } from '@grantstream/contract/document'
import { describe, expect, it } from 'vitest'
import { createGateway } from '../src/index.ts'
import { type Answer, ask } from './ask.ts'
import { type ScriptedAnswer, scriptedTransport } from './scripted-transport.ts'

const client = { id: 'c1', name: 'One', authorizedGrantType: 'CODE', state: 'active' }
const problem = `__typename ... on Problem { code message retryable correlationId }
  ... on InvalidInput { issues { path message } } ... on Throttled { retryAfterMs } ... on PermissionDenied { missingPermissions }`
const interval = '{ start: "2026-01-01T00:00:00Z", end: "2026-01-02T00:00:00Z" }'

/** A document that comes down to the operation, by the operation's name. */
const documents: Readonly<Record<string, string>> = {
  getOauthClients: '{ result: oauthClients { totalCount } }',
  getOauthClient: '{ result: oauthClient(clientId: "c1") { name } }',
  postOauthClients: `mutation { result: createOAuthClient(input: { name: "One", authorizedGrantType: CODE }) { ${problem} } }`,
  putOauthClient: `mutation { result: updateOAuthClient(input: { clientId: "c1", name: "Two" }) { ${problem} } }`,
  deleteOauthClient: `mutation { result: deleteOAuthClient(input: { clientId: "c1", deactivate: true }) { ${problem} } }`,
  postOauthClientSecret: `mutation { result: regenerateOAuthClientSecret(input: { clientId: "c1" }) { ${problem} } }`,
  postOauthClientUsageQuery: `mutation { result: startUsageQuery(input: { clientId: "c1", interval: ${interval} }) { ${problem} } }`,
  getOauthClientUsageSummary: `mutation { result: startUsageSummary(input: { clientId: "c1" }) { ${problem} } }`,
  getOauthClientUsageQueryResult: '{ result: usageExecution(clientId: "c1", executionId: "e1") { status } }',
  getOauthAuthorizations: '{ result: oauthAuthorizations { pending } }',
  getOauthAuthorization: '{ result: oauthAuthorization(clientId: "c1") { pending } }',
  getOauthScopes: '{ result: oauthScopes { id } }',
  getOauthScope: '{ result: oauthScope(scopeId: "users") { id } }',
}

/** A subscription that begins with the operation. */
const streams: Readonly<Record<string, string>> = {
  postOauthClientUsageQuery: `subscription { result: usageQuery(input: { clientId: "c1", interval: ${interval} }) { status } }`,
  getOauthClientUsageSummary: 'subscription { result: usageSummary(input: { clientId: "c1" }) { status } }',
  getOauthClientUsageQueryResult:
    'subscription { result: usageExecution(clientId: "c1", executionId: "e1") { status } }',
}

/** The kind of problem that a declared status is. */
const kinds: Readonly<Record<number, string>> = {
  400: 'InvalidInput',
  401: 'Unauthenticated',
  403: 'PermissionDenied',
  404: 'NotFound',
  408: 'UpstreamUnavailable',
  409: 'Conflict',
  413: 'InvalidInput',
  415: 'UpstreamUnavailable',
  429: 'Throttled',
  500: 'UpstreamUnavailable',
  503: 'UpstreamUnavailable',
  504: 'UpstreamUnavailable',
}

const screaming = (name: string) => name.replaceAll(/(?<=.)([A-Z])/g, '_$1').toUpperCase()

const operations = contractOperations(readContract()).filter(({ tag }) => tag === 'OAuth')
const statuses = operations.flatMap(({ operationId, errorCodes }) =>
  [...errorCodes].flatMap(([status, codes]) => codes.map((code) => ({ operationId, status, code }))),
)

/** Codes of a 400 that are about the state of things and not about the input. */
const conflicts = ['cannot.delete.client', 'auth.too.many.clients']

const gatewayWith = (operationId: string, refusal: ScriptedAnswer) => {
  const { transport, asked } = scriptedTransport({
    getTokensMe: () => ({
      body: { organization: { id: 'o1' }, OAuthClient: { id: 'c1', authorizedGrantType: 'CLIENT-CREDENTIALS' } },
    }),
    getOauthClient: () => ({ body: client }),
    putOauthClient: () => ({ body: client }),
    [operationId]: () => refusal,
  })
  return { gateway: createGateway({ apiUrl: 'http://upstream.test', transport, report: () => {} }), asked }
}

const answerWith = async (operationId: string, refusal: ScriptedAnswer) => {
  const { gateway, asked } = gatewayWith(operationId, refusal)
  const answer = await ask(gateway, documents[operationId] ?? '')
  return { answer, asked }
}

/** The events of a stream by name, until it ends. */
const eventsWith = async (operationId: string, refusal: ScriptedAnswer) => {
  const response = await gatewayWith(operationId, refusal).gateway.fetch('http://gateway.test/graphql', {
    method: 'POST',
    headers: { authorization: 'Bearer token', 'content-type': 'application/json', accept: 'text/event-stream' },
    body: JSON.stringify({ query: streams[operationId] }),
  })
  const blocks = (await response.text()).split('\n\n')
  return blocks.flatMap((block) => {
    const [, name, data] = /^event: (\w+)\ndata: ?(.*)$/m.exec(block) ?? []
    return name === undefined ? [] : [{ name, answer: data ? (JSON.parse(data) as Answer) : undefined }]
  })
}

describe('every declared refusal of the upstream', () => {
  it('is covered: 13 operations with 12 statuses each, and every code of a status', () => {
    expect(new Set(statuses.map(({ operationId, status }) => `${operationId} ${status}`)).size).toBe(156)
    expect(new Set(statuses.map(({ code }) => code)).size).toBeGreaterThan(30)
    expect(Object.keys(documents).sort()).toEqual(operations.map(({ operationId }) => operationId).sort())
  })

  it.each(statuses)(
    '$operationId answered $status $code has exactly one outcome',
    async ({ operationId, status, code }) => {
      const body = { status, code, message: 'text of the upstream', contextId: 'x1', details: [], errors: [] }
      const headers = { 'inin-correlation-id': 'x1', 'retry-after': '7' }

      const { answer, asked } = await answerWith(operationId, { status, body, headers })

      const kind = conflicts.includes(code) ? 'Conflict' : (kinds[status] ?? 'none')
      const expected = { code: screaming(kind), correlationId: 'x1' }
      const { result } = answer.data ?? {}
      expect(asked.at(-1)).toBe(operationId)
      expect(JSON.stringify(answer)).not.toContain('text of the upstream')
      if (documents[operationId]?.startsWith('mutation') && status !== 401) {
        expect(answer.errors).toBeUndefined()
        expect(result).toMatchObject({ __typename: kind, ...expected })
      } else if (status === 404 && operationId !== 'getOauthClients' && !/s$/.test(operationId)) {
        expect(answer).toEqual({ data: { result: null } })
      } else {
        expect(result).toBeNull()
        expect(answer.errors).toHaveLength(1)
        expect(answer.errors?.[0]?.extensions).toMatchObject(expected)
      }
    },
  )
})

describe('a stream that begins with a refusal', () => {
  it.each(statuses.filter(({ operationId }) => Object.hasOwn(streams, operationId)))(
    'is one error and its end: $operationId answered $status $code',
    async ({ operationId, status, code }) => {
      const body = { status, code, message: 'text of the upstream', contextId: 'x1', details: [], errors: [] }
      const headers = { 'inin-correlation-id': 'x1', 'retry-after': '7' }

      const events = await eventsWith(operationId, { status, body, headers })

      const [first] = events
      const expected = { code: screaming(kinds[status] ?? 'none'), correlationId: 'x1' }
      expect(events.map(({ name }) => name)).toEqual(['next', 'complete'])
      expect(first?.answer?.errors?.map(({ extensions }) => extensions)).toEqual([expect.objectContaining(expected)])
      expect(JSON.stringify(events)).not.toContain('text of the upstream')
    },
  )
})

describe('a refusal that the upstream never declared', () => {
  it.each([300, 402, 410, 418, 451, 502, 520, 599])('answered %s is an unavailable upstream', async (status) => {
    const query = await answerWith('getOauthClient', { status, body: 'not even an object' })
    const mutation = await answerWith('postOauthClients', { status, body: 'not even an object' })

    const code = 'UPSTREAM_UNAVAILABLE'
    expect(query.answer).toMatchObject({ data: { result: null }, errors: [{ extensions: { code } }] })
    expect(mutation.answer).toMatchObject({ data: { result: { __typename: 'UpstreamUnavailable', code } } })
    expect(mutation.answer.errors).toBeUndefined()
  })
})

describe('what a problem tells', () => {
  const refused = async (operationId: string, refusal: ScriptedAnswer) =>
    (await answerWith(operationId, refusal)).answer.data?.result

  it('names the input fields that the upstream finds fault with, by our names', async () => {
    const details = [{ fieldName: 'scope[0]', errorCode: 'invalid.value' }, { fieldName: 'name' }]

    const result = await refused('postOauthClients', { status: 400, body: { code: 'bad.request', details } })

    expect(result).toMatchObject({
      __typename: 'InvalidInput',
      retryable: false,
      issues: [
        { path: ['scopeIds', '0'], message: 'The upstream refused this (invalid.value)' },
        { path: ['name'], message: 'The upstream refused this (bad.request)' },
      ],
    })
  })

  it('names the input field that a code is about', async () => {
    const result = await refused('putOauthClient', { status: 400, body: { code: 'missing.client.roles' } })

    expect(result).toMatchObject({ issues: [{ path: ['roleDivisions'] }] })
  })

  it.each([
    ['deleteOauthClient', 'cannot.delete.client'],
    ['postOauthClients', 'auth.too.many.clients'],
  ])('takes %s answered %s for a conflict', async (operationId, code) => {
    const result = await refused(operationId, { status: 400, body: { code } })

    expect(result).toMatchObject({ __typename: 'Conflict', code: 'CONFLICT' })
  })

  it.each([
    ['seven seconds', '7', 7000],
    ['a month, which no Int holds', '2592000', 2_592_000_000],
  ])('passes on to wait for %s', async (_wait, retryAfter, retryAfterMs) => {
    const result = await refused('postOauthClientSecret', { status: 429, headers: { 'retry-after': retryAfter } })

    expect(result).toMatchObject({ __typename: 'Throttled', retryAfterMs, retryable: true })
  })

  it('takes an answer that cannot be read for an unavailable upstream', async () => {
    const result = await refused('postOauthClients', { status: 200, body: [] })

    expect(result).toMatchObject({ __typename: 'UpstreamUnavailable', retryable: true })
  })
})
