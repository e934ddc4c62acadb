import type { Plugin } from 'graphql-yoga'
import { type Authenticate, type Identity, KeysUnavailable, NotAuthenticated } from '../guards/identity.ts'
import type { ObserveGateway } from '../observe/gateway-event.ts'
import { readBearerToken } from '../server/read-bearer-token.ts'
import { refuse } from '../server/refuse.ts'
import { transportOf } from '../streams/transport-of.ts'
import type { Authenticated } from '../transports/answer-posts.ts'

/** Finds out who asks, or refuses, before anything of a request is parsed; `identity` is in the context from then on. */
export const useAuthentication = (
  authenticate: Authenticate,
  observe: ObserveGateway,
): Plugin<object, Authenticated & { identity?: Identity }> => ({
  async onRequest({ request, serverContext, endResponse }) {
    const identity = await identityOf(request, (token) => serverContext.authentication ?? authenticate(token))
    if (!(identity instanceof Response)) {
      serverContext.identity = identity
      return
    }
    observe({ kind: 'refused', transport: transportOf(request), guard: 'authentication' })
    endResponse(identity)
  },
})

/** The identity behind a request, or the answer that refuses it. */
const identityOf = async ({ headers }: Request, authenticate: Authenticate): Promise<Identity | Response> => {
  const token = readBearerToken(headers)
  if (token === undefined) return unauthenticated('Send an access token as a bearer token.')
  try {
    return await authenticate(token)
  } catch (failure) {
    if (failure instanceof NotAuthenticated) return unauthenticated('The access token is not valid, or no longer.')
    if (!(failure instanceof KeysUnavailable)) throw failure
    const message = 'Access tokens cannot be verified at the moment.'
    return refuse(503, 'UPSTREAM_UNAVAILABLE', message, { 'retry-after': '5' })
  }
}

const unauthenticated = (message: string): Response =>
  refuse(401, 'UNAUTHENTICATED', message, { 'www-authenticate': 'Bearer realm="grantstream"' })
