import * as documents from '@grantstream/documents'
import { type DocumentNode, type FragmentDefinitionNode, getOperationAST, Kind, print, visit } from 'graphql'

/**
 * An operation as Relay wants it: its name ends with its kind, and what its fragments select it selects itself, since
 * Relay shows the fields of a fragment to the component alone that owns it.
 */
const asRelayWritesIt = (document: DocumentNode): readonly [name: string, text: string] => {
  const operation = getOperationAST(document)
  if (!operation?.name) throw new Error('A document has no named operation')
  const { value: name } = operation.name
  const kind = operation.operation.charAt(0).toUpperCase() + operation.operation.slice(1)
  const fragments = new Map(document.definitions.filter(isFragment).map((each) => [each.name.value, each]))
  const inlined = visit(operation, {
    [Kind.FRAGMENT_SPREAD]: (spread) => {
      const fragment = fragments.get(spread.name.value)
      return fragment && { ...fragment, kind: Kind.INLINE_FRAGMENT, name: undefined }
    },
  })
  return [name, print({ ...inlined, name: { kind: Kind.NAME, value: `${name}${kind}` } })]
}

const isFragment = (node: DocumentNode['definitions'][number]): node is FragmentDefinitionNode =>
  node.kind === Kind.FRAGMENT_DEFINITION

/** The operations of the documents, as texts by the name of the module that Relay finds them in. */
export const relayOperations = (): Map<string, string> =>
  new Map(
    Object.entries(documents).flatMap(([name, node]) =>
      name.endsWith('Document') ? [asRelayWritesIt(node as DocumentNode)] : [],
    ),
  )

/** What Relay makes queries of: a list that it pages through as a connection, and a thing that it fetches anew by its id. */
export const relayFragments: readonly (readonly [module: string, text: string])[] = [
  [
    'ClientList',
    `fragment ClientList on Query
    @argumentDefinitions(first: { type: "Int", defaultValue: 2 }, after: { type: "String" })
    @refetchable(queryName: "ClientListPageQuery") {
      oauthClients(first: $first, after: $after, orderBy: { field: NAME }) @connection(key: "ClientList_oauthClients") {
        totalCount
        edges { node { id name ...ClientRow } }
      }
    }`,
  ],
  [
    'ClientRow',
    'fragment ClientRow on OAuthClient @refetchable(queryName: "ClientRowQuery") { name state scopes { id } }',
  ],
]
