import { randomBytes } from 'node:crypto'
import { rawExchange } from './raw-exchange.ts'

/** Where bad input is sent, and on whose behalf. */
export interface Target {
  readonly url: string
  /** A gateway that waits for nobody. */
  readonly hastyUrl: string
  readonly token: string
  /** A token of another organisation. */
  readonly foreignToken: string
  /** A client of the organisation of `token`, an execution and a cursor. */
  readonly clientId: string
  readonly globalId: string
  readonly executionId: string
  readonly cursor: string
}

/** Bad input, and its answer in short: the status and the code of the first error, or what is in the place of data. */
export interface BadRequest {
  readonly what: string
  readonly answer: string
  readonly send: (target: Target) => Promise<string>
}

interface Sent {
  readonly query?: unknown
  readonly documentId?: unknown
  readonly variables?: unknown
  readonly operationName?: unknown
}

const newer = 'application/graphql-response+json'

/** An answer in short. */
export const inShort = (status: number | string, text: string): string => {
  const code = /"code":"(\w+)"/.exec(text)?.[1] ?? (/"data":\{"[^"]+":null/.test(text) ? 'null' : 'data')
  return `${status} ${code}`
}

const posted = async ({ url, token }: Target, body: BodyInit, headers = {}): Promise<string> => {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', accept: newer, ...headers },
    body,
    ...(body instanceof ReadableStream && { duplex: 'half' }),
  })
  return inShort(response.status, await response.text())
}
const post =
  (sent: Sent | unknown[], headers = {}) =>
  (target: Target) =>
    posted(target, JSON.stringify(sent), headers)
const asForeigner =
  (sent: (target: Target) => Sent, headers = {}) =>
  (target: Target) =>
    posted({ ...target, token: target.foreignToken }, JSON.stringify(sent(target)), headers)
const raw =
  (url: (target: Target) => string, bytes: (target: Target) => string | Uint8Array) => async (target: Target) => {
    const answer = await rawExchange(url(target), bytes(target))
    return inShort(/^HTTP\/1.1 (\d+)/.exec(answer)?.[1] ?? 'closed', answer)
  }

const times = (count: number, text: string) => Array.from({ length: count }, () => text).join(' ')
const doubling = Array.from(
  { length: 100 },
  (_, index) => `fragment F${index} on Query { ...F${index + 1} ...F${index + 1} }`,
)
const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`
const head = ({ token }: Target) =>
  `POST /graphql HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${token}\r\nContent-Type: application/json\r\n`
const stream = { accept: 'text/event-stream' }
const first = 'query ($first: Int) { oauthClients(first: $first) { totalCount } }'
const node = 'query ($id: ID!) { node(id: $id) { id } }'
const client = 'query ($id: ID!) { oauthClient(clientId: $id) { name } }'

const documents: readonly BadRequest[] = [
  { what: 'a document that does not parse', answer: '400 GRAPHQL_PARSE_FAILED', send: post({ query: '{' }) },
  { what: 'an empty document', answer: '400 GRAPHQL_PARSE_FAILED', send: post({ query: '' }) },
  {
    what: 'a document of binary garbage',
    answer: '400 GRAPHQL_PARSE_FAILED',
    send: post({ query: '\u0000\u0001\ufffe' }),
  },
  {
    what: 'a field that there is not',
    answer: '422 GRAPHQL_VALIDATION_FAILED',
    send: post({ query: '{ oauthClient { name } }' }),
  },
  {
    what: 'five hundred fields that there are not',
    answer: '422 GRAPHQL_VALIDATION_FAILED',
    send: post({ query: `{ oauthScopes { ${times(500, 'x')} } }` }),
  },
  {
    what: 'a subscription whose field may be skipped',
    answer: '422 GRAPHQL_VALIDATION_FAILED',
    send: post({
      query:
        'subscription ($b: Boolean!) { ...F } fragment F on Subscription { usageExecution(clientId: "x", executionId: "x") @skip(if: $b) { status } }',
      variables: { b: true },
    }),
  },
  {
    what: 'fragments that spread each other',
    answer: '422 GRAPHQL_VALIDATION_FAILED',
    send: post({ query: '{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }' }),
  },
  {
    what: 'fragments that double a hundred times',
    answer: '422 LIMIT_EXCEEDED',
    send: post({ query: `{ ...F0 } ${doubling.join(' ')} fragment F100 on Query { __typename }` }),
  },
  {
    what: 'a query that is too deep',
    answer: '422 LIMIT_EXCEEDED',
    send: post({ query: `${times(500, '{ a')} ${times(500, '}')}` }),
  },
  {
    what: 'a query that is too wide',
    answer: '422 LIMIT_EXCEEDED',
    send: post({ query: `{ oauthScopes { ${times(1500, 'id')} } }` }),
  },
  {
    what: 'a flood of aliases',
    answer: '422 LIMIT_EXCEEDED',
    send: post({
      query: `mutation { ${times(100, 'a: deleteOAuthClient(input: { clientId: "x" }) { __typename }')} }`,
    }),
  },
  {
    what: 'a flood of directives',
    answer: '422 LIMIT_EXCEEDED',
    send: post({ query: `{ __typename ${times(200, '@a')} }` }),
  },
  {
    what: 'an id in the place of a document, where there is no manifest',
    answer: '422 PERSISTED_QUERY_NOT_SUPPORTED',
    send: post({ documentId: 'abc' }),
  },
  { what: 'a flood of tokens', answer: '422 LIMIT_EXCEEDED', send: post({ query: `{ ${times(20_000, 'a')} }` }) },
  {
    what: 'a list nested in a list ten thousand times',
    answer: '422 LIMIT_EXCEEDED',
    send: post({ query: `{ nodes(ids: ${nested(10_000)}) { id } }` }),
  },
  {
    what: 'a flood of calls of the upstream',
    answer: '422 COST_EXCEEDED',
    send: post({
      query: '{ nodes(ids: $ids) { id } }'.replace('{', 'query ($ids: [ID!]!) {'),
      variables: { ids: Array.from({ length: 100 }, String) },
    }),
  },
  {
    what: 'a question about the schema',
    answer: '422 INTROSPECTION_DISABLED',
    send: post({ query: '{ __schema { types { name } } }' }),
  },
  {
    what: 'the name of an operation that the document does not have',
    answer: '400 OPERATION_RESOLUTION_FAILURE',
    send: post({ query: 'query A { __typename }', operationName: 'B' }),
  },
  {
    what: 'a document without an operation',
    answer: '400 OPERATION_RESOLUTION_FAILURE',
    send: post({ query: 'fragment A on Query { __typename }' }),
  },
]

const variables: readonly BadRequest[] = [
  {
    what: 'a value of another type in the document',
    answer: '422 GRAPHQL_VALIDATION_FAILED',
    send: post({ query: '{ oauthClients(first: "canary") { totalCount } }' }),
  },
  {
    what: 'a variable of another type',
    answer: '422 INVALID_INPUT',
    send: post({ query: first, variables: { first: 'ten' } }),
  },
  {
    what: 'a number that is no Int',
    answer: '422 INVALID_INPUT',
    send: post({ query: first, variables: { first: 2 ** 31 } }),
  },
  {
    what: 'a number out of bounds',
    answer: '200 INVALID_INPUT',
    send: post({ query: first, variables: { first: 101 } }),
  },
  { what: 'a variable that is missing', answer: '422 INVALID_INPUT', send: post({ query: client }) },
  {
    what: 'a variable that is null where null cannot be',
    answer: '200 INVALID_INPUT',
    send: post({ query: 'query ($id: ID = "x") { oauthClient(clientId: $id) { name } }', variables: { id: null } }),
  },
  {
    what: 'a field that the input does not have',
    answer: '422 INVALID_INPUT',
    send: post({
      query: 'query ($f: OAuthClientFilter) { oauthClients(filter: $f) { totalCount } }',
      variables: { f: { secret: 'x' } },
    }),
  },
  {
    what: 'thousands of faults in one list',
    answer: '422 INVALID_INPUT',
    send: post({
      query: 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }',
      variables: { ids: Array.from({ length: 9000 }, () => ({})) },
    }),
  },
  {
    what: 'lists nested forty thousand times',
    answer: '422 INVALID_INPUT',
    send: (target) => posted(target, `{"query":${JSON.stringify(client)},"variables":{"id":${nested(40_000)}}}`),
  },
  {
    what: 'variables that are no map',
    answer: '400 BAD_REQUEST',
    send: post({ query: '{ __typename }', variables: [] }),
  },
  {
    what: 'a prototype among the variables',
    answer: '422 INVALID_INPUT',
    send: (target) => posted(target, `{"query":${JSON.stringify(client)},"variables":{"__proto__":{"id":"x"}}}`),
  },
  {
    what: 'an id that would lead elsewhere',
    answer: '200 INVALID_INPUT',
    send: post({ query: client, variables: { id: '..' } }),
  },
  {
    what: 'an id that is no text',
    answer: '200 INVALID_INPUT',
    send: (target) => posted(target, `{"query":${JSON.stringify(client)},"variables":{"id":"\\ud800"}}`),
  },
  {
    what: 'a global id that is none',
    answer: '200 INVALID_INPUT',
    send: post({ query: node, variables: { id: 'nonsense' } }),
  },
  {
    what: 'a global id of another type',
    answer: '200 INVALID_INPUT',
    send: post({ query: node, variables: { id: btoa('Query:1') } }),
  },
  {
    what: 'a cursor that is none',
    answer: '200 INVALID_INPUT',
    send: post({ query: '{ oauthClients(after: "nonsense") { totalCount } }' }),
  },
  {
    what: 'a stream of an execution by ids that cannot be',
    answer: '200 INVALID_INPUT',
    send: post({ query: 'subscription { usageExecution(clientId: "..", executionId: "x") { status } }' }, stream),
  },
]

const requests: readonly BadRequest[] = [
  { what: 'no token', answer: '401 UNAUTHENTICATED', send: (target) => posted(target, '{}', { authorization: '' }) },
  {
    what: 'a token that is none',
    answer: '200 UNAUTHENTICATED',
    send: (target) => posted({ ...target, token: 'nonsense' }, JSON.stringify({ query: first })),
  },
  { what: 'a body that is no JSON', answer: '400 BAD_REQUEST', send: (target) => posted(target, '{ "query": ') },
  { what: 'a body of binary garbage', answer: '400 BAD_REQUEST', send: (target) => posted(target, randomBytes(1000)) },
  {
    what: 'a body that is compressed',
    answer: '400 BAD_REQUEST',
    send: (target) => posted(target, Uint8Array.from([31, 139, 8, 0]), { 'content-encoding': 'gzip' }),
  },
  { what: 'an empty body', answer: '400 BAD_REQUEST', send: (target) => posted(target, '') },
  { what: 'a batch', answer: '400 BAD_REQUEST', send: post([{ query: '{ __typename }' }]) },
  {
    what: 'a parameter that there is not',
    answer: '400 BAD_REQUEST',
    send: post({ query: '{ __typename }', more: 1 } as Sent),
  },
  {
    what: 'a body that is too large',
    answer: '413 REQUEST_ENTITY_TOO_LARGE',
    send: (target) => posted(target, 'x'.repeat(100_001)),
  },
  {
    what: 'a body that is too large, in chunks',
    answer: '413 REQUEST_ENTITY_TOO_LARGE',
    send: (target) => posted(target, new Blob(['x'.repeat(300_000)]).stream()),
  },
  {
    what: 'a form',
    answer: '415 UNSUPPORTED_MEDIA_TYPE',
    send: (target) =>
      posted(target, new URLSearchParams({ query: '{ __typename }' }), {
        'content-type': 'application/x-www-form-urlencoded',
      }),
  },
  {
    what: 'an upload',
    answer: '415 UNSUPPORTED_MEDIA_TYPE',
    send: (target) => posted(target, 'x', { 'content-type': 'multipart/form-data; boundary=x' }),
  },
  {
    what: 'a wish for anything but JSON',
    answer: '406 NOT_ACCEPTABLE',
    send: post({ query: '{ oauthScopes { id } }' }, { accept: 'application/json;q=0' }),
  },
  {
    what: 'a wish for HTML',
    answer: '406 NOT_ACCEPTABLE',
    send: post({ query: '{ __typename }' }, { accept: 'text/html' }),
  },
  {
    what: 'a page of an origin that is not listed',
    answer: '403 ORIGIN_NOT_ALLOWED',
    send: post({ query: '{ __typename }' }, { origin: 'https://evil.example' }),
  },
  {
    what: 'a request that another site makes',
    answer: '403 CROSS_SITE_REQUEST',
    send: post({ query: '{ __typename }' }, { 'sec-fetch-site': 'cross-site' }),
  },
  {
    what: 'a mutation by GET',
    answer: '405 METHOD_NOT_ALLOWED',
    send: raw(
      ({ url }) => url,
      ({ token }) =>
        `GET /graphql?query=mutation%7B__typename%7D HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${token}\r\nConnection: close\r\n\r\n`,
    ),
  },
  {
    what: 'a method that is of no use here',
    answer: '405 METHOD_NOT_ALLOWED',
    send: async ({ url, token }) => {
      const headers = { authorization: `Bearer ${token}` }
      const response = await fetch(`${url}/graphql`, { method: 'DELETE', headers })
      return inShort(response.status, await response.text())
    },
  },
  {
    what: 'a method that there is not',
    answer: '400 BAD_REQUEST',
    send: raw(
      ({ url }) => url,
      () => 'FETCH /graphql HTTP/1.1\r\nHost: localhost\r\n\r\n',
    ),
  },
  {
    what: 'a host that cannot be',
    answer: '400 BAD_REQUEST',
    send: raw(
      ({ url }) => url,
      () => 'GET /graphql HTTP/1.1\r\nHost: [\r\nConnection: close\r\n\r\n',
    ),
  },
  {
    what: 'a document for a host that cannot be',
    answer: '400 BAD_REQUEST',
    send: raw(
      ({ url }) => url,
      (target) => {
        const body = JSON.stringify({ query: '{ oauthScopes { id } }' })
        const lines = head(target).replace('localhost', 'localhost:99999')
        return `${lines}Connection: close\r\nContent-Length: ${body.length}\r\n\r\n${body}`
      },
    ),
  },
  {
    what: 'an offer of another protocol, which is not taken up',
    answer: '401 UNAUTHENTICATED',
    send: raw(
      ({ url }) => url,
      () => 'GET /graphql HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade, close\r\nUpgrade: h2c\r\n\r\n',
    ),
  },
  {
    what: 'a WebSocket without its key',
    answer: '400 BAD_REQUEST',
    send: raw(
      ({ url }) => url,
      () => 'GET /graphql HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
    ),
  },
  {
    what: 'a head that is too large',
    answer: '431 REQUEST_ENTITY_TOO_LARGE',
    send: raw(
      ({ url }) => url,
      () => `GET /graphql HTTP/1.1\r\nHost: localhost\r\nX-Filler: ${'x'.repeat(20_000)}\r\n\r\n`,
    ),
  },
  {
    what: 'two lengths for one body',
    answer: '400 BAD_REQUEST',
    send: raw(
      ({ url }) => url,
      (target) => `${head(target)}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    ),
  },
  {
    what: 'binary garbage on the socket',
    answer: '400 BAD_REQUEST',
    send: raw(
      ({ url }) => url,
      () => Uint8Array.from([0, 255, 22, 3, 1, 0, 1, 13, 10, 13, 10]),
    ),
  },
  {
    what: 'a head that does not end',
    answer: '408 REQUEST_TIMEOUT',
    send: raw(
      ({ hastyUrl }) => hastyUrl,
      () => 'POST /graphql HTTP/1.1\r\nHost: localhost\r\n',
    ),
  },
  {
    what: 'a body that does not come',
    answer: '408 REQUEST_TIMEOUT',
    send: raw(
      ({ hastyUrl }) => hastyUrl,
      (target) => `${head(target)}Content-Length: 100\r\n\r\n{"query":`,
    ),
  },
  {
    what: 'a body that does not come, of nobody',
    answer: '401 UNAUTHENTICATED',
    send: raw(
      ({ url }) => url,
      () =>
        'POST /graphql HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{',
    ),
  },
  {
    what: 'a body that does not come, in chunks',
    answer: '408 REQUEST_TIMEOUT',
    send: raw(
      ({ hastyUrl }) => hastyUrl,
      (target) => `${head(target)}Transfer-Encoding: chunked\r\n\r\n5\r\n{"que`,
    ),
  },
]

const remove =
  'mutation ($id: ID!) { deleteOAuthClient(input: { clientId: $id, deactivate: true }) { ... on Problem { code } } }'
const look = 'query ($c: ID!, $e: ID!) { usageExecution(clientId: $c, executionId: $e) { status } }'
const follow = look.replace('query', 'subscription')

const others: readonly BadRequest[] = [
  {
    what: 'a client of another organisation',
    answer: '200 null',
    send: asForeigner(({ clientId }) => ({ query: client, variables: { id: clientId } })),
  },
  {
    what: 'its global id',
    answer: '200 null',
    send: asForeigner(({ globalId }) => ({ query: node, variables: { id: globalId } })),
  },
  {
    what: 'a change of it',
    answer: '200 NOT_FOUND',
    send: asForeigner(({ clientId }) => ({ query: remove, variables: { id: clientId } })),
  },
  {
    what: 'an execution of other people',
    answer: '200 null',
    send: asForeigner(({ clientId, executionId }) => ({ query: look, variables: { c: clientId, e: executionId } })),
  },
  {
    what: 'a stream of it',
    answer: '200 NOT_FOUND',
    send: asForeigner(
      ({ clientId, executionId }) => ({ query: follow, variables: { c: clientId, e: executionId } }),
      stream,
    ),
  },
  {
    what: 'a cursor of other people: a place in the own list, and nothing of theirs',
    answer: '200 data',
    send: asForeigner(({ cursor }) => ({
      query: 'query ($after: String) { oauthClients(after: $after) { totalCount } }',
      variables: { after: cursor },
    })),
  },
]

/** Bad input by HTTP, by what is bad of it. */
export const badRequests: Readonly<Record<string, readonly BadRequest[]>> = {
  Documents: documents,
  'Variables and arguments': variables,
  Requests: requests,
  "Other people's things": others,
}
