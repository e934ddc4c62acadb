import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { createSchema, createYoga, type Plugin } from 'graphql-yoga'
import { NEVER } from 'rxjs'
import { describe, expect, it } from 'vitest'
import { createGateway, type GatewayOptions, type UnexpectedFailure } from '../src/index.ts'
import { NotFound, Refusal } from '../src/problems.ts'
import { schema } from '../src/schema/index.ts'
import { guard } from '../src/server/guard.ts'
import { toAsyncIterable } from '../src/to-async-iterable.ts'
import { type ScriptedAnswer, scriptedTransport } from './scripted-transport.ts'

// Each test names a trap of the stack and fails when it opens. Others are with what they are about: readers who stall
// (soak), peers who vanish (web-socket), names of events and comments that nobody sees (sse-wire), servers that wait for
// streams for ever (closing, drain), unions of errors on subscriptions (schema), audiences, issuers and algorithms of
// tokens (own-callers, in src/guards).

const file = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')
const sources = globSync('**/*.ts', { cwd: fileURLToPath(new URL('../src', import.meta.url)) })
  .filter((path) => !path.endsWith('.test.ts'))
  .map((path) => file(`../src/${path}`))
const dependencies = Object.keys((JSON.parse(file('../package.json')) as { dependencies: object }).dependencies)

const reported: UnexpectedFailure[] = []

const serve = (script: Readonly<Record<string, ScriptedAnswer>> = {}, options: Partial<GatewayOptions> = {}) => {
  reported.length = 0
  const answers = Object.entries(script).map(([operation, answer]) => [operation, () => answer])
  const { transport, asked } = scriptedTransport(Object.fromEntries(answers))
  const report = (failure: UnexpectedFailure) => reported.push(failure)
  const gateway = createGateway({ apiUrl: 'http://upstream.test', transport, report, ...options })
  const send = async (query: string, headers = {}, variables = {}) => {
    const response = await gateway.fetch('http://gateway.test/graphql', {
      method: 'POST',
      headers: { authorization: 'Bearer token', 'content-type': 'application/json', accept: '*/*', ...headers },
      body: JSON.stringify({ query, variables }),
    })
    return { status: response.status, headers: response.headers, text: await response.text() }
  }
  return { gateway, send, asked }
}

describe('a trap of graphql', () => {
  it('★ a second copy of graphql in the tree, whose refusals would be masked', () => {
    const copies = file('../../../pnpm-lock.yaml').match(/^ {2}graphql@[\d.]+:/gm)

    expect(new Set(copies)).toEqual(new Set(['  graphql@16.15.0:']))
  })

  it.each(['@defer', '@stream'])(
    '★ %s, of which there are two wire formats: it is declared and taken nowhere',
    async (directive) => {
      const { send, asked } = serve()

      const { text } = await send(`{ ... ${directive} { oauthScopes { id } } }`)

      expect(schema.getDirective(directive.slice(1))).toBeUndefined()
      expect(text).toContain('GRAPHQL_VALIDATION_FAILED')
      expect(asked).toEqual([])
    },
  )

  it('★ messages of coercion that quote values, of variables and of arguments alike', async () => {
    const { send } = serve()
    const query =
      'query ($first: Int, $filter: OAuthClientFilter) { oauthClients(first: $first, filter: $filter) { totalCount } }'

    const { text } = await send(query, {}, { first: 'canary', filter: { canary: 1 } })

    expect(text).toContain('INVALID_INPUT')
    expect(text).not.toContain('canary')
  })

  it.each([
    ['GRAPHQL_VALIDATION_FAILED', '{ oauthClients(first: "canary") { totalCount } }'],
    ['GRAPHQL_VALIDATION_FAILED', '{ oauthClient(clientId: [["canary"]]) { name } }'],
    ['GRAPHQL_VALIDATION_FAILED', '{ oauthClients(filter: { grantType: canary }) { totalCount } }'],
    ['GRAPHQL_VALIDATION_FAILED', 'mutation { createOAuthClient(input: "canary") { __typename } }'],
    ['GRAPHQL_VALIDATION_FAILED', 'query ($id: ID = ["canary"]) { node(id: "a") { id } n: node(id: $id) { id } }'],
    ['GRAPHQL_VALIDATION_FAILED', '{ oauthScopes @include(if: "canary") { id } }'],
    ['GRAPHQL_PARSE_FAILED', '{ oauthClient(clientId "canary") { name } }'],
    ['GRAPHQL_PARSE_FAILED', '{ """a "canary" b""" }'],
    ['GRAPHQL_PARSE_FAILED', '{ """a\ncanary""" }'],
  ])('messages that quote values of the document: %s of %s', async (code, query) => {
    const { send, asked } = serve()

    const { text } = await send(query)

    expect(text).toContain(code)
    expect(text).not.toContain('canary')
    expect(asked).toEqual([])
  })

  it('suggestions of names, which give the schema away bit by bit', async () => {
    const production = await serve().send('{ oauthClient(clientId: "1") { nam } oauthClint { name } }')
    const development = await serve({}, { development: true }).send('{ oauthClient(clientId: "1") { nam } }')

    expect(production.text).toContain('GRAPHQL_VALIDATION_FAILED')
    expect(production.text).not.toMatch(/did you mean/i)
    expect(development.text).toMatch(/did you mean/i)
  })

  it('rules of validation that take more time than the document is long: what is too large is not validated', async () => {
    const { text } = await serve().send(`{ oauthScopes { ${'id '.repeat(1900)} nothing } }`)

    expect(text).toContain('LIMIT_EXCEEDED')
    expect(text).not.toContain('GRAPHQL_VALIDATION_FAILED')
  })
})

describe('a trap of the schema', () => {
  it('★ nodes that fail as a whole for one bad id', async () => {
    const client = { id: 'c1', name: 'One', authorizedGrantType: 'CODE' }
    const { send } = serve({ getOauthClient: { body: client } })

    const { text } = await send(
      'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }',
      {},
      { ids: ['bad', btoa('OAuthClient:c1')] },
    )

    expect(JSON.parse(text)).toMatchObject({ data: { nodes: [null, { id: expect.any(String) }] } })
  })

  it('★ Error among the types of a field, which carries every message past the masking', async () => {
    // Scopes that are no list trip the resolver over.
    const { send } = serve({
      postOauthClients: { body: { id: 'c1', name: 'One', authorizedGrantType: 'CODE', scope: 5 } },
    })
    const client = '... on OAuthClientWithSecret { client { scopes { id } } } ... on Problem { message }'

    const { text } = await send(
      `mutation { createOAuthClient(input: { name: "One", authorizedGrantType: CODE }) { ${client} } }`,
    )

    expect(JSON.parse(text)).toMatchObject({ errors: [{ extensions: { correlationId: expect.any(String) } }] })
    expect(text).not.toMatch(/TypeError|is not a function/i)
  })

  it('★ anything but a problem of ours among the types of errors that a field answers with', () => {
    const fields = Object.values(schema.getTypeMap()).flatMap((type) =>
      'getFields' in type ? Object.values<{ readonly extensions?: object }>(type.getFields()) : [],
    )
    const listed = fields.flatMap(({ extensions = {} }) =>
      'pothosErrors' in extensions ? (extensions.pothosErrors as (typeof Error)[]) : [],
    )

    expect(listed).toContain(NotFound)
    expect(listed.filter(({ prototype }) => !(prototype instanceof Refusal))).toEqual([])
  })

  it('★ errors of inputs that are told before it is known who asks', async () => {
    const { send, asked } = serve()

    const { status, text } = await send('mutation { createOAuthClient(input: { name: "" }) { __typename } }', {
      authorization: '',
    })

    expect([status, text.includes('UNAUTHENTICATED'), text.includes('name')]).toEqual([401, true, false])
    expect(asked).toEqual([])
  })

  it('★ subscriptions that are authorised only when their source has started something', async () => {
    const { send, asked } = serve({}, { limits: { cost: 1 } })
    const subscription = 'subscription { usageSummary(input: { clientId: "c1" }) { status } }'

    const nobody = await send(subscription, { authorization: '', accept: 'text/event-stream' })
    const dear = await send(subscription, { accept: 'text/event-stream' })

    expect(nobody.status).toBe(401)
    expect(dear.text).toContain('COST_EXCEEDED')
    expect(asked).toEqual([])
  })

  it('★ a secret on types that are read', () => {
    const withSecret = Object.values(schema.getTypeMap()).filter(
      (type) => 'getFields' in type && Object.keys(type.getFields()).includes('secret'),
    )

    expect(withSecret.map(({ name }) => name)).toEqual(['OAuthClientWithSecret'])
  })
})

describe('a trap of Yoga', () => {
  it('★ origins that are reflected, with credentials', async () => {
    const { send } = serve({}, { allowedOrigins: ['https://console.example'] })

    const foreign = await send('{ __typename }', { origin: 'https://evil.example' })
    const listed = await send('{ __typename }', { origin: 'https://console.example' })

    expect([foreign.status, foreign.headers.get('access-control-allow-origin')]).toEqual([403, null])
    expect(listed.headers.get('access-control-allow-origin')).toBe('https://console.example')
    expect(listed.headers.get('access-control-allow-credentials')).toBeNull()
  })

  it('★ headers for a page that stick to the streams of others', async () => {
    const body = { queryStatus: 'Complete' }
    const { send } = serve(
      { getOauthClientUsageQueryResult: { body } },
      { allowedOrigins: ['https://console.example'], polling: { schedule: () => 0 } },
    )
    const follow = 'subscription { usageExecution(clientId: "c1", executionId: "e1") { status } }'

    const listed = await send(follow, { origin: 'https://console.example' })
    const later = await send(follow)

    expect(listed.headers.get('access-control-allow-origin')).toBe('https://console.example')
    expect([later.status, later.headers.get('access-control-allow-origin')]).toEqual([200, null])
  })

  it('★ an exception in a hook, which reaches the caller with its stack', async () => {
    const hook: Plugin = {
      onRequest() {
        throw new Error('canary of a hook')
      },
    }
    const yoga = createYoga<object>({
      schema: createSchema({ typeDefs: 'type Query { a: Int }' }),
      plugins: [hook],
      logging: false,
    })
    const guarded = guard(
      (request, context) => yoga.handleRequest(request, context),
      (failure) => reported.push(failure),
    )
    reported.length = 0

    const response = await guarded.fetch('http://gateway.test/graphql')

    const text = await response.text()
    expect(response.status).toBe(500)
    expect(text).not.toMatch(/canary|\bat |\.ts|node_modules/)
    expect(text).toContain(reported[0]?.correlationId)
    expect(response.headers.get('cache-control')).toBe('no-store')
  })

  it('an observer that throws, which changes nothing of what it watches', async () => {
    const observe = () => {
      throw new Error('canary')
    }

    const { status, text } = await serve({}, { observe }).send('{ __typename }', { authorization: '' })

    expect([status, text.includes('UNAUTHENTICATED')]).toEqual([401, true])
  })

  it('★ an endpoint of its own for server-sent events, which answers before the guards', async () => {
    const { gateway } = serve()
    const headers = { authorization: 'Bearer token', accept: 'text/event-stream' }

    const response = await gateway.fetch('http://gateway.test/graphql/stream?query={__typename}', { headers })

    expect(response.status).toBe(404)
    expect(dependencies).not.toContain('@graphql-yoga/plugin-graphql-sse')
  })

  it('★ a cache of responses, which serves one caller what another was answered', async () => {
    const { send, asked } = serve({ getOauthScopes: { body: { entities: [] } } })

    await send('{ oauthScopes { id } }', { authorization: 'Bearer one' })
    await send('{ oauthScopes { id } }', { authorization: 'Bearer other' })
    await send('{ oauthScopes { id } }', { authorization: 'Bearer one' })

    expect(asked).toEqual(['getOauthScopes', 'getOauthScopes', 'getOauthScopes'])
    expect(dependencies).not.toContain('@graphql-yoga/plugin-response-cache')
  })

  it('a mutation that is carried out before it is found that nobody takes its answer', async () => {
    const { send, asked } = serve({ deleteOauthClient: { body: {} } })

    const { status } = await send('mutation { deleteOAuthClient(input: { clientId: "c1" }) { __typename } }', {
      accept: 'text/html',
    })

    expect(status).toBe(406)
    expect(asked).toEqual([])
  })
})

describe('a trap of streams', () => {
  it('★ a generator that is parked in a wait and cannot be returned', async () => {
    const iterable = toAsyncIterable(NEVER, { limit: 2, isSuperseded: () => false })
    const waiting = iterable.next()

    await iterable.return?.()

    expect(await waiting).toEqual({ done: true, value: undefined })
    expect(sources.join('\n')).not.toMatch(/async function\*|async \*\w+/)
  })

  it('★ a channel without a bound, which throws for one stalled reader', () => {
    expect(sources.join('\n')).not.toContain('createPubSub')
  })
})
