import type { OAuthAuthorization, OAuthAuthorizationListing } from '@grantstream/contract'
import type { Observable } from 'rxjs'
import type { Call } from '../http/call.ts'
import { type InLanguage, languageHeaders } from './language.ts'

/** The operations on what the organisation authorised clients to do. Source: API facts, section 1. */
export interface AuthorizationOperations {
  /** Lists the clients that are authorised, requested or revoked. */
  getOauthAuthorizations(options?: InLanguage): Observable<OAuthAuthorizationListing>
  /** Gets the authorization of a client. */
  getOauthAuthorization(clientId: string, options?: InLanguage): Observable<OAuthAuthorization>
}

const authorizations = '/api/v2/oauth/authorizations'

export const authorizationOperations = (call: Call): AuthorizationOperations => ({
  getOauthAuthorizations: (options) =>
    call.json({
      operationId: 'getOauthAuthorizations',
      method: 'GET',
      path: authorizations,
      headers: languageHeaders(options),
    }),
  getOauthAuthorization: (clientId, options) =>
    call.json({
      operationId: 'getOauthAuthorization',
      method: 'GET',
      path: `${authorizations}/{clientId}`,
      ids: { clientId },
      headers: languageHeaders(options),
    }),
})
