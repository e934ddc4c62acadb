import { serverAudits } from 'graphql-http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listen, type RunningGateway } from '../src/server/listen.ts'
import { type LoopbackUpstream, startLoopbackUpstream } from './loopback-upstream.ts'

let upstream: LoopbackUpstream
let draft: RunningGateway
let audited: RunningGateway

beforeAll(async () => {
  upstream = await startLoopbackUpstream()
  const anywhere = { host: '127.0.0.1', port: 0 }
  draft = await listen(anywhere, { apiUrl: upstream.url })
  // Some of the audits ask for the schema.
  audited = await listen(anywhere, { apiUrl: upstream.url, statusProfile: 'audits', development: true })
})
afterAll(async () => {
  await Promise.all([draft.close(), audited.close()])
  await upstream.close()
})

const withToken = (url: string, init: RequestInit = {}) =>
  fetch(url, { ...init, headers: { ...Object.fromEntries(new Headers(init.headers)), authorization: 'Bearer token' } })

describe('the audits of graphql-http', () => {
  const audits = serverAudits({ url: () => `${audited.url}/graphql`, fetchFn: withToken })

  it.each(audits.map((audit) => [audit.name, audit] as const))('%s', async (_name, audit) => {
    const result = await audit.fn()

    expect(result).toMatchObject({ status: 'ok' })
  })

  it('are all there are', () => {
    expect(audits.length).toBeGreaterThan(55)
  })
})

const newer = 'application/graphql-response+json'
const json = 'application/json'
const document = '{ __typename }'

interface Case {
  readonly method?: string
  readonly accept?: string
  readonly type?: string | null
  readonly body?: unknown
  readonly query?: Readonly<Record<string, string>>
}

const send = ({ method = 'POST', accept = newer, type = json, body, query }: Case) => {
  const headers = { accept, ...(type !== null && { 'content-type': type }) }
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const parameters = query ? `?${new URLSearchParams(query)}` : ''
  return withToken(`${draft.url}/graphql${parameters}`, { method, headers, ...(body !== undefined && { body: text }) })
}

const get = (query: Readonly<Record<string, string>>, accept = newer): Case => ({
  method: 'GET',
  type: null,
  accept,
  query,
})
const post = (query: unknown, more: object = {}, accept = newer): Case => ({ body: { query, ...more }, accept })
const coerced = { query: 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', variables: { ids: [null] } }

describe('a request by the draft of GraphQL over HTTP', () => {
  it.each<[string, number, Case]>([
    ['a query by POST', 200, post(document)],
    ['a query by GET', 200, get({ query: document })],
    ['a field that fails beside its null', 200, post('{ oauthClient(clientId: "..") { name } }')],
    ['a body that is no JSON', 400, { body: '{' }],
    ['a body that is no object', 400, { body: '"text"' }],
    ['a batch', 400, { body: [{ query: document }] }],
    ['no document', 400, { body: {} }],
    ['a document that is no text', 400, post(1)],
    ['variables that are no map', 400, post(document, { variables: 'text' })],
    ['variables of a GET that are no JSON', 400, get({ query: document, variables: '{' })],
    ['an unknown parameter', 400, post(document, { more: 1 })],
    ['a document that does not parse', 400, post('{')],
    ['a document that does not parse, for the older type', 200, post('{', {}, json)],
    ['a document that does not validate', 422, post('{ nothing }')],
    ['a document that does not validate, for the older type', 200, post('{ nothing }', {}, json)],
    ['variables that do not fit', 422, { body: coerced }],
    ['variables that do not fit, for the older type', 200, { body: coerced, accept: json }],
    ['an operation that the document does not have', 400, post('query A { __typename }', { operationName: 'B' })],
    ['two operations and no name', 400, post('query A { __typename } query B { __typename }')],
    ['a limit exceeded', 422, post(`{ ${'a: __typename '.repeat(40)} }`)],
    ['a path that there is not', 404, { method: 'GET', type: null, query: {} }],
    ['a mutation by GET', 405, get({ query: 'mutation { __typename }' })],
    ['another method', 405, { method: 'PUT', body: { query: document } }],
    ['an answer that nobody gives', 406, post(document, {}, 'text/html')],
    ['a character set that nobody uses', 406, post(document, {}, 'application/json; charset=latin1')],
    [
      'a subscription for a caller who takes no stream',
      406,
      post('subscription { usageExecution(clientId: "1", executionId: "1") { status } }'),
    ],
    ['a body over the limit', 413, post(document, { variables: { filler: 'x'.repeat(100_000) } })],
    ['a form', 415, { type: 'application/x-www-form-urlencoded', body: 'query=%7B__typename%7D' }],
    ['plain text', 415, { type: 'text/plain', body: { query: document } }],
    ['another character set', 415, { type: 'application/json; charset=latin1', body: { query: document } }],
    ['no content type', 415, { type: null, body: new Blob() }],
  ])('with %s is answered %i', async (_what, status, request) => {
    const response = await (status === 404 ? withToken(`${draft.url}/nowhere`) : send(request))

    const answer = await response.json()
    expect(response.status).toBe(status)
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(response.headers.get('content-type')).toMatch(/^application\/(graphql-response\+)?json/)
    if (status !== 200) expect(answer).toMatchObject({ errors: [{ message: expect.stringMatching(/\w/) }] })
    if (status !== 200) expect(answer).not.toHaveProperty('data')
  })

  it.each([
    ['a mutation by GET', 'POST', get({ query: 'mutation { __typename }' })],
    ['another method', 'GET, POST', { method: 'PUT', body: { query: document } }],
  ])('with %s is told the methods that it may use', async (_what, methods, request) => {
    const response = await send(request)

    expect(response.headers.get('allow')).toBe(methods)
  })
})
