import type { FastifyReply, FastifyRequest } from 'fastify'

/** On every answer. Source: API facts, section 4, Headers. */
export const answerHeaders = (request: FastifyRequest, reply: FastifyReply): void => {
  reply.headers({
    'ININ-Correlation-Id': request.id,
    'Cache-Control': 'no-cache, no-store',
    Pragma: 'no-cache',
    Expires: '0',
  })
}
