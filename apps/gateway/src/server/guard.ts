import { createServerAdapter } from '@whatwg-node/server'
import { refuse } from './refuse.ts'
import { type Report, reportFailure } from './report.ts'

type Handle = (request: Request, context: object) => Promise<Response> | Response

/**
 * A handler of requests, for Node's `createServer` and for `fetch` alike, that answers whatever it fails with. Yoga
 * masks what resolvers throw; what one of its request hooks throws would reach the caller with its stack.
 */
export const guard = (handle: Handle, report: Report) =>
  createServerAdapter(async (request: Request, context: object) => {
    if (!URL.canParse(request.url)) return refuse(400, 'BAD_REQUEST', 'The request names no host that there could be.')
    try {
      return await handle(request, context)
    } catch (failure) {
      const correlationId = reportFailure(report, failure)
      return refuse(500, 'INTERNAL_SERVER_ERROR', 'Unexpected error.', {}, { correlationId })
    }
  })
