import type { OpenApiDocument, OperationObject } from '@grantstream/contract/document'
import type { FastifySchema } from 'fastify'
import { dereference, follow } from './dereference.ts'
import type { Response } from './strict-answers.ts'

interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query' | 'header'
  readonly required?: boolean
  readonly schema: { readonly type?: string }
}

/** What Fastify holds the requests of an operation to. */
export const requestSchema = (
  document: OpenApiDocument,
  { parameters = [], requestBody }: OperationObject,
): FastifySchema => {
  const all = parameters.map((each) => follow(document, each) as Parameter)
  const place = (where: Parameter['in'], schemaOf: (parameter: Parameter) => object) => {
    const some = all.filter((each) => each.in === where)
    const required = some.filter((each) => each.required).map(nameOf)
    const properties = Object.fromEntries(some.map((each) => [nameOf(each), dereference(document, schemaOf(each))]))
    return some.length > 0 && { type: 'object', properties, ...(required.length > 0 && { required }) }
  }
  const params = place('path', ({ schema }) => schema)
  const querystring = place('query', asText)
  const headers = place('header', ({ schema }) => schema)
  // A body is validated whatever its content type says; which types are taken is decided where bodies are parsed.
  const [body] = Object.values(requestBody?.content ?? {})
  return {
    ...(params && { params }),
    ...(querystring && { querystring }),
    ...(headers && { headers }),
    ...(body && { body: dereference(document, body.schema) }),
  }
}

/** What an operation answers with a body, by status. */
export const responseSchemas = (
  document: OpenApiDocument,
  { responses }: OperationObject,
): [status: string, Response][] =>
  Object.entries(responses).flatMap(([status, response]) => {
    const { content } = follow(document, response) as Response
    if (!content) return []
    const schemas = Object.entries(content).map(([type, { schema }]) => [
      type,
      { schema: dereference(document, schema) },
    ])
    return [[status, { content: Object.fromEntries(schemas) }]]
  })

/** Node has the names of headers in small letters. */
const nameOf = ({ name, in: place }: Parameter): string => (place === 'header' ? name.toLowerCase() : name)

/** Whole numbers of the contract's queries count something: they are from 1. */
const textSchemas: Readonly<Record<string, object>> = {
  boolean: { enum: ['true', 'false'] },
  integer: { type: 'string', pattern: '^[1-9][0-9]{0,5}$' },
}

/** A query string has only text in it, so a boolean is one of two words and a number is written in digits. */
const asText = ({ schema }: Parameter): object => textSchemas[schema.type ?? ''] ?? schema
