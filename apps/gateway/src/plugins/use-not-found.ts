import type { Plugin } from 'graphql-yoga'
import { refuse } from '../server/refuse.ts'

/** Refuses every path but one. */
export const useNotFound = (path: string): Plugin => ({
  onRequest({ url, endResponse }) {
    if (url.pathname !== path) endResponse(refuse(404, 'NOT_FOUND', `There is nothing here: GraphQL is at ${path}.`))
  },
})
