import type { FastifyRequest } from 'fastify'
import { whyUnavailable } from './store/why-unavailable.ts'

/** Tells of what went wrong while a request was served, by the id that its answer has as well. */
export const logFailure = ({ server, id }: FastifyRequest, failure: unknown): void => {
  // Every call fails then, and where in our code it was asked for helps nobody.
  const unavailable = whyUnavailable(failure)
  if (unavailable !== undefined) server.log.error({ reqId: id }, `The database cannot answer: ${unavailable}`)
  else if (failure instanceof Error) server.log.error({ reqId: id, err: failure })
  else server.log.error({ reqId: id }, String(failure))
}
