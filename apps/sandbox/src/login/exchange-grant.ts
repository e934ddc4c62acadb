import type { AccessToken, operations } from '@grantstream/contract'
import OAuth2Server from '@node-oauth/oauth2-server'
import type { ClientRecord } from '../store/clients.ts'
import type { LoginContext } from './issue-tokens.ts'
import { LoginFault } from './login-fault.ts'
import { createOAuthModel, saml2Bearer } from './oauth-model.ts'
import { createSaml2BearerGrant } from './saml2-bearer-grant.ts'

type TokenForm = NonNullable<
  operations['postOauthToken']['requestBody']
>['content']['application/x-www-form-urlencoded']

/** Exchanges the grant in a form for tokens; the client is authenticated. Refuses with `LoginFault`. */
export const exchangeGrant = async (
  context: LoginContext,
  client: ClientRecord,
  form: TokenForm,
): Promise<AccessToken> => {
  const { client_secret: _secret, ...rest } = form
  const request = new OAuth2Server.Request({
    method: 'POST',
    query: {},
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'transfer-encoding': 'chunked' },
    body: { ...rest, client_id: client.id },
  })
  try {
    const token = await serverOf(context, client, form.grant_type).token(request, new OAuth2Server.Response())
    return {
      access_token: token.accessToken,
      token_type: 'bearer',
      expires_in: client.accessTokenValiditySeconds,
      ...(token.refreshToken && { refresh_token: token.refreshToken }),
    }
  } catch (error) {
    throw toLoginFault(error)
  }
}

/** Makes a code for a user who consented. */
export const issueCode = async (
  context: LoginContext,
  client: ClientRecord,
  user: { readonly organizationId: string; readonly userId: string },
  { redirectUri, codeChallenge }: { readonly redirectUri: string; readonly codeChallenge: string | undefined },
): Promise<string> => {
  const query = {
    client_id: client.id,
    redirect_uri: redirectUri,
    response_type: 'code',
    ...(codeChallenge !== undefined && { code_challenge: codeChallenge, code_challenge_method: 'S256' }),
  }
  const request = new OAuth2Server.Request({ method: 'GET', query, headers: {}, body: {} })
  try {
    const code = await serverOf(context, client, 'authorization_code').authorize(request, new OAuth2Server.Response(), {
      allowEmptyState: true,
      authenticateHandler: { handle: () => user },
    })
    return code.authorizationCode
  } catch (error) {
    throw toLoginFault(error)
  }
}

const serverOf = (context: LoginContext, client: ClientRecord, grantType: string): OAuth2Server =>
  new OAuth2Server({
    model: createOAuthModel(context, client) as unknown as OAuth2Server.AuthorizationCodeModel,
    extendedGrantTypes: { [saml2Bearer]: createSaml2BearerGrant(context, client) },
    // Ours authenticates clients, before the library is asked.
    requireClientAuthentication: { [grantType]: false },
  })

const toLoginFault = (error: unknown): unknown => {
  if (!(error instanceof OAuth2Server.OAuthError)) return error
  if (error instanceof OAuth2Server.ServerError) return (error as { inner?: unknown }).inner ?? error
  // A code that was given out for another redirect URI is a bad grant (RFC 6749, section 5.2), not a bad request.
  const isOtherUri = /redirect_uri` is/.test(error.message)
  return new LoginFault(isOtherUri ? 'invalid_grant' : error.name, error.message.replaceAll('`', ''))
}
