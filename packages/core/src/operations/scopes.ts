import type { OAuthScope, OAuthScopeListing } from '@grantstream/contract'
import type { Answer, Form } from '../http/answer.ts'
import { mayHaveArray } from '../http/body-checks.ts'
import type { Call } from '../http/call.ts'
import type { CallOptions } from '../http/call-options.ts'
import { segment } from '../http/path.ts'
import { type InLanguage, languageHeaders } from './language.ts'

/** The operations on OAuth scopes. Source: API facts, section 1. */
export interface ScopeOperations<F extends Form = 'value'> {
  /** Lists the scopes that clients can ask for. */
  getOauthScopes(options?: InLanguage & CallOptions): Answer<F, OAuthScopeListing>
  /** Gets a scope; its id is its name, for example `analytics:readonly`. */
  getOauthScope(scopeId: string, options?: InLanguage & CallOptions): Answer<F, OAuthScope>
}

const scopes = '/api/v2/oauth/scopes'

/** See {@link ScopeOperations.getOauthScopes}. */
export const getOauthScopes = <F extends Form>(
  call: Call<F>,
  options?: InLanguage & CallOptions,
): Answer<F, OAuthScopeListing> =>
  call(
    {
      operationId: 'getOauthScopes',
      path: scopes,
      headers: languageHeaders(options),
      accepts: mayHaveArray('entities'),
    },
    options,
  )

/** See {@link ScopeOperations.getOauthScope}. */
export const getOauthScope = <F extends Form>(
  call: Call<F>,
  scopeId: string,
  options?: InLanguage & CallOptions,
): Answer<F, OAuthScope> =>
  call(
    {
      operationId: 'getOauthScope',
      path: `${scopes}/${segment('scopeId', scopeId)}`,
      headers: languageHeaders(options),
    },
    options,
  )
