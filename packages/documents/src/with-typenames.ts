import { type DocumentNode, Kind, type SelectionSetNode, visit } from 'graphql'

const typename = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } } as const

/**
 * A document that asks for `__typename` in every selection but the root ones. Clients with a cache add it where it is
 * missing before they send: documents that have it already stay as they are, and keep their ids.
 */
export const withTypenames = (document: DocumentNode): DocumentNode =>
  visit(document, {
    SelectionSet: (node, _key, parent): SelectionSetNode | undefined => {
      if (parent && 'kind' in parent && parent.kind === Kind.OPERATION_DEFINITION) return undefined
      return { ...node, selections: [...node.selections, typename] }
    },
  })
