import fc from 'fast-check'
import { execute, getOperationAST, parse } from 'graphql'
import { expect, it } from 'vitest'
import { createContext } from '../src/context.ts'
import { passThrough } from '../src/guards/pass-through.ts'
import { createGateway } from '../src/index.ts'
import { useCompiledExecution } from '../src/plugins/use-compiled-execution.ts'
import { createCallers } from '../src/principal/callers.ts'
import { defaultSharing } from '../src/principal/sharing-settings.ts'
import { schema } from '../src/schema/index.ts'
import { createSharedPolls } from '../src/streams/shared-polls.ts'
import { answers, unlimited } from './any-answer.ts'
import { randomDocument, undirectedDocument, variables } from './random-document.ts'
import { scriptedTransport } from './scripted-transport.ts'

const apiUrl = 'http://upstream.test'
const observe = () => undefined
const headers = { authorization: 'Bearer token', 'content-type': 'application/json' }
const { transport } = scriptedTransport(answers)
const gateway = createGateway({ apiUrl, transport, limits: unlimited, callsPerMinute: 1e9, report: observe })
const callers = createCallers(
  { apiUrl, loginUrl: undefined, transport, observe, callsPerMinute: 1e9 },
  { ...defaultSharing, scopesTtlMs: 0 },
)
const polls = createSharedPolls({ ...defaultSharing, polling: undefined, observe })

const asGateway = async (query: string, values: object = variables) => {
  const body = JSON.stringify({ query, variables: values })
  const response = await gateway.fetch(`${apiUrl}/graphql`, { method: 'POST', headers, body })
  return outcomeOf(await response.json())
}

const asExecutor = async (query: string, variableValues: Readonly<Record<string, unknown>> = variables) => {
  const identity = await passThrough('token')
  const contextValue = createContext({ callers, polls, observe }, new Request(apiUrl, { headers }), identity)
  return outcomeOf(await execute({ schema, document: parse(query), contextValue, variableValues }))
}

/** What has to be equal: the data, but for times, and which fields failed. */
const outcomeOf = ({ data, errors = [] }: { data?: unknown; errors?: readonly { readonly path?: unknown }[] }) => ({
  data: JSON.parse(JSON.stringify(data), (name, value) => (name === 'elapsedMs' ? 0 : value)),
  failed: errors.map(({ path }) => JSON.stringify(path)).toSorted(),
})

it('gives what the executor that walks gives, whatever the query', async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(randomDocument, undirectedDocument), async (query) => {
      fc.pre(getOperationAST(parse(query))?.operation === 'query')
      expect(await asGateway(query)).toEqual(await asExecutor(query))
    }),
    { numRuns: 100, endOnFailure: true },
  )
}, 60_000)

const inOrder = '{ oauthClients(orderBy: { field: NAME, direction: $way }) { nodes { id } } }'

it.each<[string, Readonly<Record<string, unknown>>]>([
  ['query ($first: Int! = 1) { oauthClients(first: $first) { nodes { id } } }', {}],
  ['query ($first: Int! = 1) { oauthClients(first: $first) { nodes { id } } }', { first: 2 }],
  ['query ($first: Int = 1) { oauthClients(first: $first) { nodes { id } } }', { first: null }],
  ['query ($id: ID = "c1") { oauthClient(clientId: $id) { name } }', { id: null }],
  ['query ($id: ID = "x") { nodes(ids: [$id]) { id } oauthScopes { id } }', { id: null }],
  [`query ($way: OrderDirection) ${inOrder}`, {}],
  [`query ($way: OrderDirection) ${inOrder}`, { way: null }],
  [`query ($way: OrderDirection = DESC) ${inOrder}`, {}],
  [`query ($way: OrderDirection! = DESC) ${inOrder}`, {}],
  ['query ($yes: Boolean = true) { oauthScopes @include(if: $yes) { id } }', { yes: null }],
])('gives what the executor that walks gives for %s with %j', async (query, values) => {
  expect(await asGateway(query, values)).toEqual(await asExecutor(query, values))
})

it.each([
  [true, '{ oauthScopes { id } }'],
  [true, 'query ($id: ID!) { oauthClient(clientId: $id) { name } }'],
  [true, 'query ($first: Int, $after: String = "") { oauthClients(first: $first, after: $after) { totalCount } }'],
  [false, 'query ($filter: OAuthClientFilter) { oauthClients(filter: $filter) { totalCount } }'],
  [false, 'query ($no: Boolean!) { oauthScopes @skip(if: $no) { id } }'],
  [false, 'mutation { deleteOAuthClient(input: { clientId: "c1" }) { __typename } }'],
])('compiles what the compiler does not get wrong, and is quick for it: %s for %s', (isCompiled, query) => {
  const compiled: string[] = []
  const { onExecute } = useCompiledExecution((text) => compiled.push(text))
  const args = { schema, document: parse(query), contextValue: { params: { query } } }

  onExecute?.({ args, setExecuteFn: () => undefined } as never)

  expect(compiled).toEqual(isCompiled ? [query] : [])
})
