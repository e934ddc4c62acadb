import { readdirSync, readFileSync } from 'node:fs'
import { buildSchema, concatAST, type DocumentNode, GraphQLError, type GraphQLSchema, parse, validate } from 'graphql'
import { withTypenames } from './with-typenames.ts'

const folder = new URL('../operations/', import.meta.url)

/** The gateway's schema, as its package has it committed. */
export const readSchema = (): GraphQLSchema =>
  buildSchema(readFileSync(new URL(import.meta.resolve('@grantstream/gateway/schema.graphql')), 'utf8'))

/** The files of `operations/` as one document, with `__typename` wherever caches want it. Throws for what does not fit the schema. */
export const readOperations = (schema: GraphQLSchema): DocumentNode => {
  const files = readdirSync(folder).sort()
  const document = concatAST(
    files.map((file) => parse(readFileSync(new URL(file, folder), 'utf8'), { noLocation: true })),
  )
  const [fault] = validate(schema, document)
  if (fault) throw new GraphQLError(fault.message)
  return withTypenames(document)
}
