import type { Plugin } from 'graphql-yoga'

/** No answer may be stored: each is for one caller, and some carry a secret. */
export const useNoStore = (): Plugin => ({
  onResponse({ response }) {
    response.headers.set('cache-control', 'no-store')
  },
})
