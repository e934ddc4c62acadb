import formbody from '@fastify/formbody'
import type { FastifyInstance } from 'fastify'
import { bindOperations } from './contract/bind-operations.ts'
import { strikeCall } from './control/strike-call.ts'
import { createLoginHandlers, type EndpointContext } from './endpoints/create-handlers.ts'
import { logFailure } from './log-failure.ts'
import { type LoginFault, loginError } from './login/login-fault.ts'
import { readLoginFault } from './login/read-login-fault.ts'
import { serveMetadata, servePages } from './serve-pages.ts'

/**
 * Serves the login host, on the origin of the API: `/oauth`, `/logout` and the metadata. Its refusals have a body of their
 * own, or are pages.
 */
export const serveLogin = async (app: FastifyInstance, context: EndpointContext): Promise<void> => {
  await app.register(formbody)
  app.addHook('onRequest', async (request, reply) => strikeCall(context, request, reply, 'login'))
  // The vendor's clients send a form under whatever content type their HTTP library defaults to, or under none.
  app.addHook('onRequest', async (request) => {
    if (request.method === 'POST') request.raw.headers['content-type'] = 'application/x-www-form-urlencoded'
  })
  app.setErrorHandler((error, request, reply) => {
    const fault: LoginFault = readLoginFault(error)
    if (fault.status >= 500) logFailure(request, error)
    if (fault.status === 401) reply.header('WWW-Authenticate', 'Basic realm="login"')
    if (fault.retryAfter !== undefined) reply.header('Retry-After', String(fault.retryAfter))
    return reply.code(fault.status).send(loginError(fault))
  })
  serveMetadata(app)
  await app.register(async (pages) => servePages(pages, context))
  bindOperations(app, '/oauth/', createLoginHandlers(context))
}
