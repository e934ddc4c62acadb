import { isAsyncIterable, type Plugin } from 'graphql-yoga'
import type { ObserveGateway } from '../observe/gateway-event.ts'
import { transportOf } from '../streams/transport-of.ts'

/** Tells of bodies that Yoga found too large: as their length said, or while they were read. */
export const useToldBodyLimit = (observe: ObserveGateway): Plugin => ({
  onResultProcess({ request, result }) {
    if (Array.isArray(result) || isAsyncIterable(result)) return
    if (result.errors?.some(({ extensions }) => extensions?.code === 'REQUEST_ENTITY_TOO_LARGE'))
      observe({ kind: 'refused', transport: transportOf(request), guard: 'body-bytes' })
  },
})
