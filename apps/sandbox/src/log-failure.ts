import type { FastifyRequest } from 'fastify'

/** Tells of what went wrong while a request was served, by the id that its answer has as well. */
export const logFailure = ({ server, id }: FastifyRequest, failure: unknown): void => {
  if (failure instanceof Error) server.log.error({ reqId: id, err: failure })
  else server.log.error({ reqId: id }, String(failure))
}
