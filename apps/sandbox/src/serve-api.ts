import type { FastifyInstance, FastifyRequest } from 'fastify'
import { bindOperations } from './contract/bind-operations.ts'
import { strikeCall } from './control/strike-call.ts'
import { createApiHandlers, type EndpointContext } from './endpoints/create-handlers.ts'
import { Fault } from './fault.ts'
import { createTokenLimit } from './limits/token-limit.ts'
import { authenticate, callerOf } from './steps/authenticate.ts'
import { parseJson } from './steps/parse-json.ts'
import { readAhead } from './steps/read-ahead.ts'
import { requirePermission } from './steps/require-permission.ts'
import { requireScope } from './steps/require-scope.ts'

/**
 * Serves `/api/v2`. The steps of a call: authentication, limit, faults that are set, scope, permission, body, endpoint; so
 * that nobody learns from a refusal what they may not see.
 */
export const serveApi = async (app: FastifyInstance, context: EndpointContext): Promise<void> => {
  const { stores, clock, metrics, settings } = context
  const holdToLimit = createTokenLimit({
    clock,
    perMinute: settings.tokenPerMinute,
    onRefusal: () => metrics.limitHit('token.rate.per.minute'),
  })

  app.removeAllContentTypeParsers()
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'string' },
    async ({ routeOptions }: FastifyRequest, text: string) => parseJson(text, routeOptions.schema?.body !== undefined),
  )
  app.addContentTypeParser('*', { parseAs: 'string' }, async (_request: unknown, text: string) => {
    if (text !== '') throw new Fault('unsupported.media.type', 'The content type is not taken here')
  })
  app.decorateRequest('caller', null)
  app.decorateRequest('clientAhead', null)
  // One hook, not one for each step: every asynchronous one costs each call two turns of the queue of promises.
  app.addHook('onRequest', async (request, reply) => {
    const admitting = authenticate(request, stores.admissions, clock)
    readAhead(request, stores.clients)
    holdToLimit(await admitting)
    const struck = strikeCall(context, request, reply, 'api')
    // A call that was held back is to see how things are afterwards.
    if (struck) request.clientAhead = null
    if (struck && (await struck)) return reply
    const { scopes = [], permissions = [] } = request.routeOptions.config.operation ?? {}
    requireScope(callerOf(request), scopes, settings)
    requirePermission(callerOf(request), permissions)
    return undefined
  })
  bindOperations(app, '/api/v2/', createApiHandlers(context))
}
