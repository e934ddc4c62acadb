import { getOperationAST, getVariableValues, Kind, parse } from 'graphql'
import { describe, expect, it } from 'vitest'
import { schema } from '../schema/index.ts'
import { knownRootFields } from './call-table.ts'
import { upstreamCalls } from './upstream-calls.ts'

const callsOf = (text: string, values: Readonly<Record<string, unknown>> = {}) => {
  const document = parse(text)
  const operation = getOperationAST(document)
  const { coerced: variables } = getVariableValues(schema, operation?.variableDefinitions ?? [], values)
  if (!operation || !variables) throw new Error('The document or its variables cannot be used')
  const fragments = Object.fromEntries(
    document.definitions.flatMap((each) => (each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each]] : [])),
  )
  return upstreamCalls({ schema, operation, fragments, variables })
}

describe('the calls of the upstream that an operation costs', () => {
  it('are known for every root field of the schema, and for no other', () => {
    const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]
    const fields = roots.flatMap((root) =>
      Object.keys(root?.getFields() ?? {}).map((field) => `${root?.name}.${field}`),
    )

    expect(knownRootFields.toSorted()).toEqual(fields.toSorted())
  })

  it.each<[number, string, Record<string, unknown>?]>([
    [0, '{ __typename }'],
    [1, '{ oauthClients { nodes { name } } }'],
    [1, '{ a: oauthClients { totalCount } b: oauthClients(first: 1) { nodes { createdBy { name } } } }'],
    [2, '{ oauthClients { nodes { scopes { description } } edges { node { scopes { description } } } } }'],
    [1, '{ oauthClients { nodes { scopes { id } } } }'],
    [1, '{ oauthScopes { id description } }'],
    [2, '{ oauthScopes { ...S } oauthScope(scopeId: "a") { ...S } } fragment S on OAuthScope { description }'],
    [3, '{ oauthAuthorizations { scopes { ...S } createdBy { name } } } fragment S on OAuthScope { description }'],
    [3, 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids: ['a', 'b', 'a'] }],
    [2, '{ node(id: "a") { ... on OAuthClient { scopes { description } } } }'],
    [1, '{ oauthClient(clientId: "a") { name } oauthClient(clientId: "a") { id } }'],
    [2, '{ oauthClient(clientId: "a") { name } other: oauthClient(clientId: "a") { id } }'],
    [1, 'query ($no: Boolean = false) { oauthScopes { id } oauthClients @include(if: $no) { totalCount } }'],
    [2, 'query ($no: Boolean = false) { oauthScopes { id } oauthClients @skip(if: $no) { totalCount } }'],
    [2, 'mutation { updateOAuthClient(input: { clientId: "a" }) { __typename } }'],
    [1, 'mutation { deleteOAuthClient(input: { clientId: "a" }) { __typename } }'],
    [
      3,
      'mutation ($all: Boolean!) { deleteOAuthClient(input: { clientId: "a", deactivate: $all }) { __typename } }',
      { all: true },
    ],
    [2, 'subscription { usageSummary(input: { clientId: "a" }) { status } }'],
    [1, 'subscription { usageExecution(clientId: "a", executionId: "b") { status } }'],
  ])('are %i for %s', (calls, document, variables) => {
    expect(callsOf(document, variables)).toBe(calls)
  })

  it('are told at once of fragments that double a thousand times', () => {
    const doubling = Array.from(
      { length: 1000 },
      (_, index) => `fragment F${index} on Query { ...F${index + 1} ...F${index + 1} }`,
    )

    expect(callsOf(`{ ...F0 } ${doubling.join(' ')} fragment F1000 on Query { oauthScopes { id } }`)).toBe(1)
  })
})
