import { type ContractOperation, contractOperations, readContract } from '@grantstream/contract/document'
import type { Schema } from './from-schema.ts'

/** A parameter as the contract declares it. */
export interface Parameter {
  readonly $ref?: string
  readonly name: string
  readonly in: 'path' | 'query' | 'header'
  readonly schema: Schema
}
/** What the contract declares of requests to an operation. */
export interface Operation {
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> }
}

const document = readContract() as unknown as {
  paths: Record<string, Record<string, Operation>>
  components: { parameters: Record<string, Parameter> }
}
export const operations: readonly ContractOperation[] = contractOperations(readContract())

/** What is declared of requests by a path and a method. */
export const declaredAt = (path: string, method: string): Operation =>
  document.paths[path]?.[method.toLowerCase()] ?? {}

export const parametersOf = ({ parameters = [] }: Operation): Parameter[] =>
  parameters.map((each) => document.components.parameters[each.$ref?.split('/').at(-1) ?? ''] ?? each)
