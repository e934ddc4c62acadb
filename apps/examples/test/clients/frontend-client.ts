import type { TypedDocumentNode } from '@graphql-typed-document-node/core'
import { getOperationAST, OperationTypeNode } from 'graphql'

type Variables = Record<string, unknown>

/** What a frontend does, whatever library it does it with. Rejects with a `FrontendFailure` when an answer has errors. */
export interface FrontendClient {
  /** Runs a query or a mutation. */
  ask<Data, V extends Variables>(document: TypedDocumentNode<Data, V>, variables: V): Promise<Data>
  /** Subscribes; resolves once the gateway has completed the stream. */
  follow<Data, V extends Variables>(
    document: TypedDocumentNode<Data, V>,
    variables: V,
    onData: (data: Data) => void,
  ): Promise<void>
  close(): void
}

/** Makes a client of a gateway, as the bearer of a token. */
export type CreateFrontendClient = (gatewayUrl: string, token: string) => FrontendClient | Promise<FrontendClient>

/** A GraphQL error, as far as it matters here. */
export interface AnswerError {
  readonly extensions?: Readonly<Record<string, unknown>> | undefined
}

/** An answer has errors, or no data. */
export class FrontendFailure extends Error {
  override readonly name = 'FrontendFailure'
  /** `extensions.code` of each error. */
  readonly codes: readonly unknown[]

  constructor(errors: readonly AnswerError[] = []) {
    super('The answer has errors')
    this.codes = errors.map(({ extensions }) => extensions?.code)
  }
}

interface Answer<Data> {
  readonly data?: Data | null | undefined
  readonly errors?: readonly AnswerError[] | undefined
}

/** The data of an answer as it came over the wire. Throws `FrontendFailure`. */
export const dataOf = <Data>({ data, errors }: Answer<Data>): Data => {
  if (errors?.length || !data) throw new FrontendFailure(errors)
  return data
}

export const isMutation = (document: TypedDocumentNode<unknown, never>): boolean =>
  getOperationAST(document)?.operation === OperationTypeNode.MUTATION
