import { type ContractOperation, contractOperations, readContract } from '@grantstream/contract/document'
import type { FastifyInstance, RouteHandlerMethod } from 'fastify'
import { checkAnswers } from './check-answers.ts'
import { checkRequests } from './check-requests.ts'
import { requestSchema, responseSchemas } from './route-schema.ts'
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
export const bindOperations = (
  app: FastifyInstance,
  pathPrefix: string,
  handlers: Readonly<Record<string, RouteHandlerMethod>>,
): void => {
  const contract = readContract()
  const makeStrict = createStrictAnswers()
  checkRequests(app)
  checkAnswers(app)
  // What was validated is what is sent: no serializer that drops or converts.
  app.setSerializerCompiler(() => JSON.stringify)
  for (const operation of contractOperations(contract)) {
    const { operationId, method, path, definition } = operation
    if (!path.startsWith(pathPrefix)) continue
    const handler = handlers[operationId]
    if (!handler) throw new Error(`No endpoint for operation ${operationId} of the contract`)
    const response = makeStrict(operationId, responseSchemas(contract, definition))
    app.route({
      method,
      url: path.replaceAll(/{(\w+)}/g, ':$1'),
      config: { operation },
      schema: { ...requestSchema(contract, definition), response },
      handler,
    })
  }
}
