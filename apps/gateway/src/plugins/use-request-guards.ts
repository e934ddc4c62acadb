import type { Plugin } from 'graphql-yoga'
import type { RequestGuard } from '../guards/request-guards.ts'
import type { ObserveGateway } from '../observe/gateway-event.ts'
import { transportOf } from '../streams/transport-of.ts'

/** Refuses requests for what their head says, before who sent them is looked at. */
export const useRequestGuards = (guards: readonly RequestGuard[], observe: ObserveGateway): Plugin => ({
  onRequest({ request, endResponse }) {
    for (const { guard, refusal } of guards) {
      const answer = refusal(request)
      if (!answer) continue
      observe({ kind: 'refused', transport: transportOf(request), guard })
      return endResponse(answer)
    }
  },
})
