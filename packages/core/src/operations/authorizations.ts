import type { OAuthAuthorization, OAuthAuthorizationListing } from '@grantstream/contract'
import type { Answer, Form } from '../http/answer.ts'
import { mayHaveArray } from '../http/body-checks.ts'
import type { Call } from '../http/call.ts'
import type { CallOptions } from '../http/call-options.ts'
import { segment } from '../http/path.ts'
import { type InLanguage, languageHeaders } from './language.ts'

/** The operations on what the organisation authorised clients to do. Source: API facts, section 1. */
export interface AuthorizationOperations<F extends Form = 'value'> {
  /** Lists the clients that are authorised, requested or revoked. */
  getOauthAuthorizations(options?: InLanguage & CallOptions): Answer<F, OAuthAuthorizationListing>
  /** Gets the authorization of a client. */
  getOauthAuthorization(clientId: string, options?: InLanguage & CallOptions): Answer<F, OAuthAuthorization>
}

const authorizations = '/api/v2/oauth/authorizations'

/** See {@link AuthorizationOperations.getOauthAuthorizations}. */
export const getOauthAuthorizations = <F extends Form>(
  call: Call<F>,
  options?: InLanguage & CallOptions,
): Answer<F, OAuthAuthorizationListing> =>
  call(
    {
      operationId: 'getOauthAuthorizations',
      path: authorizations,
      headers: languageHeaders(options),
      accepts: mayHaveArray('entities'),
    },
    options,
  )

/** See {@link AuthorizationOperations.getOauthAuthorization}. */
export const getOauthAuthorization = <F extends Form>(
  call: Call<F>,
  clientId: string,
  options?: InLanguage & CallOptions,
): Answer<F, OAuthAuthorization> =>
  call(
    {
      operationId: 'getOauthAuthorization',
      path: `${authorizations}/${segment('clientId', clientId)}`,
      headers: languageHeaders(options),
    },
    options,
  )
