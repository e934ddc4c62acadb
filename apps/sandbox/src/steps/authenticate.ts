import type { FastifyRequest } from 'fastify'
import type { Clock } from '../clock.ts'
import { Fault } from '../fault.ts'
import { hashToken } from '../login/access-token.ts'
import type { Caller, TokenStore } from '../store/tokens.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Known from authentication on; null before, and where a refused token leaves it. */
    caller: Caller | null
  }
}

/** Finds out who calls. Refuses with `authentication.required` or `bad.credentials`. */
export const authenticate = async (request: FastifyRequest, tokens: TokenStore, clock: Clock): Promise<void> => {
  const [, token] = /^Bearer +(\S+) *$/i.exec(request.headers.authorization ?? '') ?? []
  if (token === undefined) throw new Fault('authentication.required', 'The request bears no token')
  const caller = await tokens.findCaller(hashToken(token), clock.now())
  if (!caller) throw new Fault('bad.credentials', 'The token is unknown, revoked or expired')
  request.caller = caller
}

/** Who calls; throws where authentication has not happened. */
export const callerOf = (request: FastifyRequest): Caller => {
  if (!request.caller) throw new Error('A step needs a caller before one is known')
  return request.caller
}
