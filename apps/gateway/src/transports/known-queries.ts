import type { DocumentNode } from 'graphql'
import { createLRUCache, type GraphQLParams } from 'graphql-yoga'

/** Queries that were run before, by their text and the name of their operation. */
export class KnownQueries {
  private readonly documents

  /** Forgets, of more than `max`, those that were not asked for the longest. */
  constructor(max: number) {
    this.documents = createLRUCache<DocumentNode>({ max })
  }

  /** How many are known. */
  get size(): number {
    return this.documents.size
  }

  /** To be told only of queries that passed all guards of documents. */
  keep(text: string, operationName: string | null | undefined, document: DocumentNode): void {
    this.documents.set(keyOf(text, operationName), document)
  }

  /** Undefined for what is not known, or asks in more words than a known query would. */
  find(params: GraphQLParams): DocumentNode | undefined {
    for (const name in params) if (!names.has(name)) return undefined
    const { query, operationName, variables } = params
    if (typeof query !== 'string' || typeof (operationName ?? '') !== 'string') return undefined
    if (typeof (variables ?? {}) !== 'object' || Array.isArray(variables)) return undefined
    return this.documents.get(keyOf(query, operationName))
  }
}

const names = new Set(['query', 'operationName', 'variables'])

const keyOf = (text: string, operationName: string | null | undefined): string => `${operationName ?? ''}\n${text}`
