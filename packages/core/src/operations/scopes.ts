import type { OAuthScope, OAuthScopeListing } from '@grantstream/contract'
import type { Observable } from 'rxjs'
import type { Call } from '../http/call.ts'
import { type InLanguage, languageHeaders } from './language.ts'

/** The operations on OAuth scopes. Source: API facts, section 1. */
export interface ScopeOperations {
  /** Lists the scopes that clients can ask for. */
  getOauthScopes(options?: InLanguage): Observable<OAuthScopeListing>
  /** Gets a scope; its id is its name, for example `analytics:readonly`. */
  getOauthScope(scopeId: string, options?: InLanguage): Observable<OAuthScope>
}

const scopes = '/api/v2/oauth/scopes'

export const scopeOperations = (call: Call): ScopeOperations => ({
  getOauthScopes: (options) =>
    call.json({ operationId: 'getOauthScopes', method: 'GET', path: scopes, headers: languageHeaders(options) }),
  getOauthScope: (scopeId, options) =>
    call.json({
      operationId: 'getOauthScope',
      method: 'GET',
      path: `${scopes}/{scopeId}`,
      ids: { scopeId },
      headers: languageHeaders(options),
    }),
})
