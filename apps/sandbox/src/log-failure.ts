import type { FastifyBaseLogger } from 'fastify'
import { whyUnavailable } from './store/why-unavailable.ts'

interface Failing {
  readonly server: { readonly log: FastifyBaseLogger }
  /** Of the request; absent for what goes on by itself. */
  readonly id?: string
}

/** Tells of what went wrong: while a request was served by the id that its answer has as well. */
export const logFailure = ({ server, id }: Failing, failure: unknown): void => {
  // Every call fails then, and where in our code it was asked for helps nobody.
  const unavailable = whyUnavailable(failure)
  if (unavailable !== undefined) server.log.error({ reqId: id }, `The database cannot answer: ${unavailable}`)
  else if (failure instanceof Error) server.log.error({ reqId: id, err: failure })
  else server.log.error({ reqId: id }, String(failure))
}
