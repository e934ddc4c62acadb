import type { Plugin } from 'graphql-yoga'
import { readBearerToken } from '../server/read-bearer-token.ts'
import { refuse } from '../server/refuse.ts'

/** Refuses a request without a bearer token before anything of it is parsed, on every transport. */
export const useBearerToken = (): Plugin => ({
  onRequest({ request, endResponse }) {
    if (readBearerToken(request.headers) !== undefined) return
    const challenge = { 'www-authenticate': 'Bearer realm="grantstream"' }
    endResponse(refuse(401, 'UNAUTHENTICATED', 'Send an access token of the upstream as a bearer token.', challenge))
  },
})
