import type { DocumentNode } from 'graphql'
import { createLRUCache, type GraphQLParams } from 'graphql-yoga'
import { type TrustedDocuments, withTrustedDocument } from '../guards/trusted-documents.ts'

/** A query or subscription that was run before. */
export interface KnownOperation {
  readonly type: 'query' | 'subscription'
  readonly document: DocumentNode
}

/** Queries and subscriptions that were run before, by their text and the name of their operation. */
export class KnownOperations {
  private readonly operations
  private readonly trusted: TrustedDocuments | undefined

  /** Forgets, of more than `max`, those that were not asked for the longest. Trusted ones are found by their ids too. */
  constructor(max: number, trusted: TrustedDocuments | undefined) {
    this.operations = createLRUCache<KnownOperation>({ max })
    this.trusted = trusted
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
    const { operationName, variables, extensions } = params
    // By what cannot be a name, such as an empty text, guards would find no operation, and let it pass.
    if (operationName != null && !(typeof operationName === 'string' && /^\w+$/.test(operationName))) return undefined
    if (!isMap(variables ?? {}) || !isMap(extensions ?? {})) return undefined
    const text = this.textOf(params)
    return typeof text === 'string' ? this.operations.get(keyOf(text, operationName)) : undefined
  }

  /** Undefined for an id that is refused: it is not known, and so on the way that tells why. */
  private textOf(params: GraphQLParams): unknown {
    try {
      return withTrustedDocument(params, this.trusted).query
    } catch {
      return undefined
    }
  }
}

const names = new Set(['query', 'operationName', 'variables', 'extensions', 'documentId'])

const isMap = (value: unknown): boolean => typeof value === 'object' && !Array.isArray(value)

const keyOf = (text: string, operationName: string | null | undefined): string => `${operationName ?? ''}\n${text}`
