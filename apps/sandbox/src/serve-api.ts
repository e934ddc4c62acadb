import type { FastifyInstance } from 'fastify'
import { bindOperations } from './contract/bind-operations.ts'
import { createApiHandlers, type EndpointContext } from './endpoints/create-handlers.ts'
import { Fault } from './fault.ts'
import { authenticate, callerOf } from './steps/authenticate.ts'
import { parseJson } from './steps/parse-json.ts'
import { requirePermission } from './steps/require-permission.ts'
import { dayOf } from './usage/day.ts'

/**
 * Serves `/api/v2`. The steps of a call: authentication, permission, body, endpoint; so that nobody learns from a
 * refusal what they may not see. Every call with a known caller is counted when it has been answered.
 */
export const serveApi = async (app: FastifyInstance, context: EndpointContext): Promise<void> => {
  const { stores, clock, counter } = context

  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'string' }, async (_request: unknown, text: string) =>
    parseJson(text),
  )
  app.addContentTypeParser('*', { parseAs: 'string' }, async (_request: unknown, text: string) => {
    if (text !== '') throw new Fault('unsupported.media.type', 'The content type is not taken here')
  })
  app.decorateRequest('caller', null)
  app.addHook('onRequest', async (request) => {
    await authenticate(request, stores.tokens, clock)
    requirePermission(callerOf(request), request.routeOptions.config.operation?.permissions ?? [])
  })
  app.addHook('onResponse', async ({ caller, routeOptions, method }, { statusCode }) => {
    const { operation } = routeOptions.config
    if (!caller || !operation) return
    counter.count({
      organizationId: caller.organizationId,
      clientId: caller.clientId,
      userId: caller.userId,
      templateUri: operation.path.slice(1),
      httpMethod: method,
      day: dayOf(clock.now()),
      status: statusCode,
    })
  })
  await bindOperations(app, '/api/v2/', createApiHandlers(context))
}
