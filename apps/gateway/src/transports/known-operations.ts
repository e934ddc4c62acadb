import type { DocumentNode } from 'graphql'
import { createLRUCache, type GraphQLParams } from 'graphql-yoga'

/** A query or subscription that was run before. */
export interface KnownOperation {
  readonly type: 'query' | 'subscription'
  readonly document: DocumentNode
}

/** Queries and subscriptions that were run before, by their text and the name of their operation. */
export class KnownOperations {
  private readonly operations

  /** Forgets, of more than `max`, those that were not asked for the longest. */
  constructor(max: number) {
    this.operations = createLRUCache<KnownOperation>({ max })
  }

  /** How many are known. */
  get size(): number {
    return this.operations.size
  }

  /** To be told only of operations that passed all guards of documents. */
  keep(text: string, operationName: string | null | undefined, operation: KnownOperation): void {
    this.operations.set(keyOf(text, operationName), operation)
  }

  /** Undefined for what is not known, or asks in more words than a known operation would. */
  find(params: GraphQLParams): KnownOperation | undefined {
    for (const name in params) if (!names.has(name)) return undefined
    const { query, operationName, variables } = params
    if (typeof query !== 'string' || typeof (operationName ?? '') !== 'string') return undefined
    if (typeof (variables ?? {}) !== 'object' || Array.isArray(variables)) return undefined
    return this.operations.get(keyOf(query, operationName))
  }
}

const names = new Set(['query', 'operationName', 'variables'])

const keyOf = (text: string, operationName: string | null | undefined): string => `${operationName ?? ''}\n${text}`
