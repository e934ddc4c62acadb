import { type DocumentNode, GraphQLError } from 'graphql'
import { type DocumentSize, documentSize } from './document-size.ts'
import { GuardError } from './guard-error.ts'
import type { Limits } from './limits.ts'

const limited = [
  ['depth', 'depth', 'The operation is nested too deeply.'],
  ['fields', 'fields', 'The operation asks for too many fields.'],
  ['aliases', 'aliases', 'The operation has too many aliases.'],
  ['rootFields', 'root-fields', 'The operation has too many root fields.'],
  ['directives', 'directives', 'The operation has too many directives.'],
] as const

/** The first limit that a document exceeds, as its refusal. */
export const exceededLimit = (document: DocumentNode, limits: Limits): GuardError | undefined => {
  const size = sizeOf(document)
  const [, guard, message] = limited.find(([measure]) => size[measure] > limits[measure]) ?? []
  return guard && new GuardError({ guard, code: 'LIMIT_EXCEEDED', message })
}

/** The refusal of a document that asks for the schema itself. */
export const introspectionIn = (document: DocumentNode): GuardError | undefined => {
  if (sizeOf(document).introspections === 0) return undefined
  const message = 'The schema is not shown here.'
  return new GuardError({ guard: 'introspection', code: 'INTROSPECTION_DISABLED', message })
}

/** What is wrong with a subscription whose only field may be left out: graphql's own rule of it fails for a variable. */
export const conditionIn = (document: DocumentNode): GraphQLError | undefined =>
  sizeOf(document).conditions === 0
    ? undefined
    : new GraphQLError('The field of a subscription can be neither skipped nor included by a condition.')

const sizes = new WeakMap<DocumentNode, DocumentSize>()

const sizeOf = (document: DocumentNode): DocumentSize => {
  const size = sizes.get(document) ?? documentSize(document)
  sizes.set(document, size)
  return size
}
