import { type ContractOperation, contractOperations, readContract } from '@grantstream/contract/document'
import type { FastifyInstance, RouteHandlerMethod } from 'fastify'
import glue from 'fastify-openapi-glue'
import { checkAnswers } from './check-answers.ts'
import { createStrictAnswers } from './strict-answers.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The operation of the contract that a route serves. */
    operation?: ContractOperation
  }
}

/**
 * Adds a route for every operation of the contract whose path begins with `pathPrefix`. Requests are validated
 * by the contract's schemas and answers by strict ones. Throws when an operation has no handler.
 */
export const bindOperations = async (
  app: FastifyInstance,
  pathPrefix: string,
  handlers: Readonly<Record<string, RouteHandlerMethod>>,
): Promise<void> => {
  const contract = readContract()
  const paths = Object.entries(contract.paths).filter(([path]) => path.startsWith(pathPrefix))
  const specification = { ...contract, paths: Object.fromEntries(paths) }
  const operations = new Map(contractOperations(specification).map((each) => [each.operationId as string, each]))

  const makeStrict = createStrictAnswers()

  app.addHook('onRoute', (route) => {
    const { schema } = route
    const operation = operations.get((schema as { operationId?: string } | undefined)?.operationId ?? '')
    if (!schema || !operation) return
    route.config = { ...route.config, operation }
    makeStrict(operation.operationId, schema)
    if (schema.body) schema.body = soleSchema(schema.body)
    if (schema.querystring) schema.querystring = asText(schema.querystring)
  })
  checkAnswers(app)
  // What was validated is what is sent: no serializer that drops or converts.
  app.setSerializerCompiler(() => JSON.stringify)
  await app.register(glue, {
    specification,
    operationResolver: (operationId: string) => {
      const handler = handlers[operationId]
      if (!handler) throw new Error(`No endpoint for operation ${operationId} of the contract`)
      return handler
    },
  })
}

/** A body is validated whatever its content type says; which types are taken is decided where bodies are parsed. */
const soleSchema = (body: object): unknown => {
  const { content = {} } = body as { content?: Record<string, { schema: unknown }> }
  return Object.values(content)[0]?.schema
}

/** Whole numbers of the contract's queries count something: they are from 1. */
const textSchemas: Readonly<Record<string, object>> = {
  boolean: { enum: ['true', 'false'] },
  integer: { type: 'string', pattern: '^[1-9][0-9]{0,5}$' },
}

/** A query string has only text in it, so a boolean is one of two words and a number is written in digits. */
const asText = (querystring: object): unknown => {
  const { properties = {}, ...rest } = querystring as { properties?: Record<string, { type?: string }> }
  const texts = Object.entries(properties).map(([name, schema]) => [name, textSchemas[schema.type ?? ''] ?? schema])
  return { ...rest, properties: Object.fromEntries(texts) }
}
