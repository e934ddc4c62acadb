import type { ContractOperation } from '@grantstream/contract/document'
import type { FastifyInstance, RouteHandlerMethod } from 'fastify'
import { checkAnswers } from './check-answers.ts'
import { checkRequests } from './check-requests.ts'
import { boundOperations } from './operations.ts'

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
  checkRequests(app)
  checkAnswers(app)
  // What was validated is what is sent: no serializer that drops or converts.
  app.setSerializerCompiler(() => JSON.stringify)
  for (const { operation, schema } of boundOperations()) {
    const { operationId, method, path } = operation
    if (!path.startsWith(pathPrefix)) continue
    const handler = handlers[operationId]
    if (!handler) throw new Error(`No endpoint for operation ${operationId} of the contract`)
    const url = path.replaceAll(/{(\w+)}/g, ':$1')
    // What is wrong with a request of a browser goes back to the client that sent it here, if that can be trusted.
    const attachValidation = operationId === 'getOauthAuthorize'
    app.route({ method, url, config: { operation }, schema: { ...schema }, attachValidation, handler })
  }
}
