import type { FastifyInstance } from 'fastify'

/** What a page may read besides the body; `Authorization` has to be named, so what a preflight asks for is repeated. */
const exposed = 'ININ-Correlation-Id, Retry-After, Content-Language'
const methods = 'GET, HEAD, POST, PUT, DELETE'

/**
 * Lets pages of other origins call, by CORS: of every one, or of those listed. No cookie goes along, so a page can do
 * only what its token may. Preflights are answered here, before anybody asks for a token.
 */
export const shareWithOrigins = (app: FastifyInstance, allowed: '*' | readonly string[]): void => {
  if (allowed.length === 0) return
  app.addHook('onRequest', ({ headers, method }, reply, done) => {
    const { origin, 'access-control-request-method': wanted, 'access-control-request-headers': names } = headers
    if (allowed !== '*') reply.header('Vary', 'Origin')
    if (origin === undefined || (allowed !== '*' && !allowed.includes(origin))) return done()
    reply.headers({
      'Access-Control-Allow-Origin': allowed === '*' ? '*' : origin,
      'Access-Control-Expose-Headers': exposed,
    })
    if (method !== 'OPTIONS' || wanted === undefined) return done()
    reply
      .code(204)
      .headers({
        'Access-Control-Allow-Methods': methods,
        ...(names !== undefined && { 'Access-Control-Allow-Headers': names }),
        'Access-Control-Max-Age': '600',
      })
      .send()
  })
}
