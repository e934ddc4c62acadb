import { createHash } from 'node:crypto'
import { type DocumentNode, print } from 'graphql'

/** Operations as a client prints them, by their ids: the SHA-256 of the text, in hexadecimal. */
export const trustedDocuments = (operations: readonly DocumentNode[]): Record<string, string> =>
  Object.fromEntries(operations.map(print).map((text) => [createHash('sha256').update(text).digest('hex'), text]))

/** The operations of a generated module: its exports that are neither fragments nor anything else. */
export const operationsOf = (generated: Readonly<Record<string, unknown>>): DocumentNode[] =>
  Object.entries(generated).flatMap(([name, node]) => (name.endsWith('Document') ? [node as DocumentNode] : []))
