import { hash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import type { Clock } from '../clock.ts'
import { Fault } from '../fault.ts'
import type { AdmissionStore, TokenMinute } from '../store/admissions.ts'
import type { Caller } from '../store/tokens.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Known from authentication on; null before, and where a refused token leaves it. */
    caller: Caller | null
  }
}

/**
 * Finds out who calls, and how often that token has called. Refuses with `authentication.required` or `bad.credentials`.
 */
export const authenticate = async (
  request: FastifyRequest,
  admissions: AdmissionStore,
  clock: Clock,
): Promise<TokenMinute> => {
  const [, token] = /^Bearer +(\S+) *$/i.exec(request.headers.authorization ?? '') ?? []
  if (token === undefined) throw new Fault('authentication.required', 'The request bears no token')
  const admission = await admissions.admit(hash('sha256', token), clock.now())
  if (!admission) throw new Fault('bad.credentials', 'The token is unknown, revoked or expired')
  request.caller = admission.caller
  return admission.minute
}

/** Who calls; throws where authentication has not happened. */
export const callerOf = (request: FastifyRequest): Caller => {
  if (!request.caller) throw new Error('A step needs a caller before one is known')
  return request.caller
}
