import { codegen } from '@graphql-codegen/core'
import * as documentNodes from '@graphql-codegen/typed-document-node'
import * as operationTypes from '@graphql-codegen/typescript-operations'
import { type DocumentNode, type GraphQLSchema, parse, printSchema } from 'graphql'
import { possibleTypes } from './possible-types.ts'

const config = {
  scalars: {
    Count: 'number',
    ID: 'string',
    DateTime: { input: 'string', output: 'string' },
    Secret: { input: 'never', output: 'string' },
  },
  enumType: 'string-literal',
  immutableTypes: true,
  useTypeImports: true,
  dedupeOperationSuffix: true,
}

/** The source of a TypeScript module that has each operation as a `TypedDocumentNode`, with its types. */
export const typedDocuments = async (schema: GraphQLSchema, document: DocumentNode): Promise<string> => {
  const documents = await codegen({
    filename: 'documents.ts',
    schema: parse(printSchema(schema)),
    documents: [{ document }],
    config,
    plugins: [{ operationTypes: {} }, { documentNodes: {} }],
    pluginMap: { operationTypes, documentNodes },
  })
  return `${documents}\n${possibleTypes(schema)}`
}
