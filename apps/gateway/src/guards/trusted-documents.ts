import { GraphQLError, parse } from 'graphql'
import { z } from 'zod'
import { GuardError } from './guard-error.ts'

/** Documents that were agreed on beforehand. */
export interface TrustedDocuments {
  /** The text of a document by its id. */
  textOf(id: string): string | undefined
  has(text: string): boolean
}

const manifestOfApollo = z.object({
  format: z.literal('apollo-persisted-query-manifest'),
  version: z.literal(1),
  operations: z.array(z.object({ id: z.string(), body: z.string() })),
})
const textsById = z.record(z.string(), z.string())

/**
 * Reads a manifest: either texts by id, as Relay and GraphQL Code Generator write it, or Apollo's list of operations.
 * Throws an Error, one line for people, when it is neither or when a document in it does not parse.
 */
export const readTrustedDocuments = (manifest: string): TrustedDocuments => {
  const content = readJson(manifest)
  const apollo = manifestOfApollo.safeParse(content)
  const flat = textsById.safeParse(content)
  if (!apollo.success && !flat.success) throw new Error('The manifest of trusted documents has no known format')
  const texts = new Map(
    apollo.success ? apollo.data.operations.map(({ id, body }) => [id, body]) : Object.entries(flat.data ?? {}),
  )
  for (const [id, text] of texts) requireDocument(id, text)
  const known = new Set(texts.values())
  return { textOf: (id) => texts.get(id), has: (text) => known.has(text) }
}

const readJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    throw new Error('The manifest of trusted documents is not JSON')
  }
}

const requireDocument = (id: string, text: string): void => {
  try {
    parse(text, { noLocation: true })
  } catch (failure) {
    if (!(failure instanceof GraphQLError)) throw failure
    throw new Error(`The trusted document ${id} does not parse`)
  }
}

/** The parameters of an operation, as every transport brings them. */
export interface OperationParameters {
  readonly query?: string | null
  readonly documentId?: unknown
  readonly extensions?: Readonly<Record<string, unknown>> | null
}

/**
 * The parameters with the document that their id stands for; as they are when they have no id. Throws `GuardError` for an
 * id that nobody knows, for one that comes with another document than its own, and for any where there are no documents
 * that have ids, unless the document comes with it.
 */
export const withTrustedDocument = <T extends OperationParameters>(
  params: T,
  trusted: TrustedDocuments | undefined,
): T => {
  const id = documentIdOf(params)
  if (id === undefined || (trusted === undefined && params.query)) return params
  if (trusted === undefined) throw notSupported()
  const query = trusted.textOf(id)
  if (query === undefined || (params.query && params.query !== query)) throw notTrusted()
  return { ...params, query, documentId: undefined }
}

export const notTrusted = (): GuardError =>
  new GuardError({
    guard: 'trusted-documents',
    code: 'DOCUMENT_NOT_TRUSTED',
    message: 'This document is not one of those that were agreed on.',
  })

/** In the words that clients of Apollo and urql know, and send the document itself then. */
const notSupported = (): GuardError =>
  new GuardError({
    guard: 'trusted-documents',
    code: 'PERSISTED_QUERY_NOT_SUPPORTED',
    message: 'PersistedQueryNotSupported',
  })

const persistedQuery = z.object({ version: z.literal(1), sha256Hash: z.string() })

/** `documentId`, with or without the prefix that tells its hash, or else the hash that Apollo's clients send. */
const documentIdOf = ({ documentId, extensions }: OperationParameters): string | undefined => {
  if (typeof documentId === 'string') return documentId.replace(/^sha256:/, '')
  if (documentId != null) return ''
  // Nearly every request of many gateways: to parse nothing takes longer than to see that it is nothing.
  if (extensions?.persistedQuery === undefined) return undefined
  return persistedQuery.safeParse(extensions.persistedQuery).data?.sha256Hash
}
