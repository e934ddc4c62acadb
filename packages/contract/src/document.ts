import contract from './generated/openapi.json' with { type: 'json' }
import type { OperationId } from './index.ts'

type Method = 'get' | 'head' | 'post' | 'put' | 'delete'

interface Content {
  readonly content?: Readonly<Record<string, { readonly schema: object }>>
}

interface ResponseObject extends Content {
  readonly $ref?: string
  readonly 'x-inin-error-codes'?: Readonly<Record<string, string>>
}

/** An operation as the document has it; `parameters` and the rest may be references. */
export interface OperationObject {
  readonly operationId: OperationId
  readonly tags: readonly string[]
  readonly parameters?: readonly object[]
  readonly requestBody?: Content
  readonly responses: Readonly<Record<string, ResponseObject>>
  readonly security?: readonly Readonly<Record<string, readonly string[]>>[]
  readonly 'x-inin-requires-permissions'?: { readonly type: 'ANY'; readonly permissions: readonly string[] }
}

/** The contract as the OpenAPI 3.1 document that it is; only what code of ours reads is typed. */
export interface OpenApiDocument {
  readonly paths: Readonly<Record<string, Partial<Record<Method, OperationObject>>>>
  readonly components: { readonly responses: Readonly<Record<string, ResponseObject>> }
}

/** One operation of the contract, with what its extensions say. */
export interface ContractOperation {
  readonly operationId: OperationId
  readonly tag: string
  readonly method: Uppercase<Method>
  /** The path template, with a leading slash and `{parameters}`. */
  readonly path: string
  /** The caller needs one of these; none are needed when it is empty. */
  readonly permissions: readonly string[]
  /** A token with scopes needs one of these. */
  readonly scopes: readonly string[]
  /** The values of `code` by HTTP status. */
  readonly errorCodes: ReadonlyMap<number, readonly string[]>
  /** Where it was read from. */
  readonly definition: OperationObject
}

/** What `openapi.yaml` says: a copy for each caller, who may change it. */
export const readContract = (): OpenApiDocument => structuredClone(contract as unknown as OpenApiDocument)

/** The operations of a contract, in its order. */
export const contractOperations = (document: OpenApiDocument): ContractOperation[] =>
  Object.entries(document.paths).flatMap(([path, item]) =>
    (['get', 'head', 'post', 'put', 'delete'] as const).flatMap((method) => {
      const operation = item[method]
      if (!operation) return []
      return {
        operationId: operation.operationId,
        tag: operation.tags[0] ?? '',
        method: method.toUpperCase() as Uppercase<Method>,
        path,
        permissions: operation['x-inin-requires-permissions']?.permissions ?? [],
        scopes: (operation.security ?? []).flatMap((requirement) => requirement.PureCloudOAuth ?? []),
        errorCodes: errorCodes(document, operation),
        definition: operation,
      }
    }),
  )

const errorCodes = (document: OpenApiDocument, operation: OperationObject): Map<number, string[]> =>
  new Map(
    Object.entries(operation.responses).flatMap(([status, response]) => {
      const name = response.$ref?.split('/').at(-1)
      const codes = (name ? document.components.responses[name] : response)?.['x-inin-error-codes']
      return codes ? [[Number(status), Object.keys(codes)] as const] : []
    }),
  )
