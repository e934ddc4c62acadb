import { createHash } from 'node:crypto'
import { stringifyDocument } from '@urql/core'
import { type DocumentNode, print } from 'graphql'

/**
 * Operations as clients print them, by their ids: the SHA-256 of the text, in hexadecimal. There are two ways to print in
 * use, that of graphql and that of urql.
 */
export const trustedDocuments = (operations: readonly DocumentNode[]): Record<string, string> => {
  const texts = operations.flatMap((operation) => [print(operation), stringifyDocument(operation)])
  return Object.fromEntries(texts.map((text) => [createHash('sha256').update(text).digest('hex'), text]))
}

/** The operations of a generated module: its exports that are neither fragments nor anything else. */
export const operationsOf = (generated: Readonly<Record<string, unknown>>): DocumentNode[] =>
  Object.entries(generated).flatMap(([name, node]) => (name.endsWith('Document') ? [node as DocumentNode] : []))
