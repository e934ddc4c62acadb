import type { Plugin } from 'graphql-yoga'
import { refuse } from '../server/refuse.ts'

/** Refuses what GraphQL over HTTP has no use for. */
export const useAllowedMethods = (): Plugin => ({
  onRequest({ request, endResponse }) {
    if (request.method === 'GET' || request.method === 'POST') return
    endResponse(refuse(405, 'METHOD_NOT_ALLOWED', 'Ask by GET or POST.', { allow: 'GET, POST' }))
  },
})
