import type { FastifyReply, FastifyRequest } from 'fastify'
import { AskedFault } from './control/asked-fault.ts'
import { errorBody, Fault } from './fault.ts'
import { logFailure } from './log-failure.ts'
import { readFault } from './read-fault.ts'

/**
 * The one writer of the vendor's error body. A code that the contract does not declare for an operation of the OAuth
 * tag is a mistake of ours, and answered as one.
 */
export const writeFault = (error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
  const fault = declared(readFault(error), request)
  if (fault.status >= 500 && !(fault instanceof AskedFault)) logFailure(request, error)
  if (fault.retryAfter !== undefined) reply.header('Retry-After', String(fault.retryAfter))
  return reply.code(fault.status).send(errorBody(fault, request.id))
}

const declared = (fault: Fault, request: FastifyRequest): Fault => {
  const { operation } = request.routeOptions.config
  if (operation?.tag !== 'OAuth' || operation.errorCodes.get(fault.status)?.includes(fault.code)) return fault
  logFailure(request, `${operation.operationId} does not declare ${fault.status} ${fault.code}`)
  return new Fault('internal.server.error', 'The service failed')
}
