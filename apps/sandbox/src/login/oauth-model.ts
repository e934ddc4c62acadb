import type OAuth2Server from '@node-oauth/oauth2-server'
import type { ClientRecord } from '../store/clients.ts'
import { createAccessToken } from './access-token.ts'
import { issueAccessToken, issueRefreshToken, type LoginContext, type TokenOwner } from './issue-tokens.ts'

/** Named as the SAML profile of OAuth has it (RFC 7522). */
export const saml2Bearer = 'urn:ietf:params:oauth:grant-type:saml2-bearer'

const grantsByType: Readonly<Record<string, readonly string[]>> = {
  'CLIENT-CREDENTIALS': ['client_credentials'],
  CODE: ['authorization_code', 'refresh_token'],
  'SAML2-BEARER': [saml2Bearer],
}

// The library compares with the time of the machine; what our clock calls expired is not found in the first place.
const judgedByOurClock = new Date(8.64e15)

/** Storage for the library that does the protocol; made for one request, whose client is authenticated already. */
export const createOAuthModel = (context: LoginContext, client: ClientRecord) => {
  const { stores, settings, clock } = context
  const asked: OAuth2Server.Client = {
    id: client.id,
    grants: [...(grantsByType[client.authorizedGrantType] ?? [])],
    redirectUris: [...client.registeredRedirectUri],
    accessTokenLifetime: client.accessTokenValiditySeconds,
  }
  const ownedBy = (clientId: string): OAuth2Server.Client => (clientId === client.id ? asked : { id: '', grants: [] })

  return {
    getClient: async () => asked,
    /** `redirect_uri` is judged before the library sees it. */
    validateRedirectUri: async () => true,
    validateScope: async (_user: OAuth2Server.User, _client: OAuth2Server.Client, scope: string[] = client.scope) =>
      scope.filter((each) => client.scope.includes(each)),
    generateAuthorizationCode: async () => createAccessToken(),

    saveAuthorizationCode: async (
      code: Pick<OAuth2Server.AuthorizationCode, 'authorizationCode' | 'redirectUri' | 'scope' | 'codeChallenge'>,
      _client: OAuth2Server.Client,
      user: OAuth2Server.User,
    ) => {
      const { organizationId, userId } = user as TokenOwner
      await stores.grants.insertCode(code.authorizationCode, {
        organizationId,
        userId,
        clientId: client.id,
        redirectUri: code.redirectUri,
        codeChallenge: code.codeChallenge ?? null,
        scope: [...(code.scope ?? [])],
        dateExpires: new Date(clock.now().getTime() + settings.authorizationCodeMs),
      })
      return { ...code, expiresAt: judgedByOurClock, client: asked, user }
    },

    getAuthorizationCode: async (authorizationCode: string) => {
      const code = await stores.grants.findCode(authorizationCode, clock.now())
      if (!code) return undefined
      const { organizationId, userId, redirectUri, scope, codeChallenge } = code
      return {
        authorizationCode,
        expiresAt: judgedByOurClock,
        redirectUri,
        scope,
        client: ownedBy(code.clientId),
        user: { organizationId, userId },
        ...(codeChallenge !== null && { codeChallenge, codeChallengeMethod: 'S256' }),
      }
    },

    revokeAuthorizationCode: ({ authorizationCode }: OAuth2Server.AuthorizationCode) =>
      stores.grants.takeCode(authorizationCode),

    getRefreshToken: async (refreshToken: string) => {
      const found = await stores.grants.findRefreshToken(refreshToken, clock.now())
      if (!found) return undefined
      const { organizationId, userId, scope } = found
      return { refreshToken, scope, client: ownedBy(found.clientId), user: { organizationId, userId } }
    },

    revokeToken: async ({ refreshToken }: OAuth2Server.RefreshToken) =>
      settings.refreshTokenReuse === 'taken' || (await stores.grants.takeRefreshToken(refreshToken)),

    getUserFromClient: async (): Promise<TokenOwner> => ({ organizationId: client.organizationId, userId: '' }),

    /** Only a grant that gives a refresh token asks for one. */
    saveToken: async (token: Partial<OAuth2Server.Token>, _client: OAuth2Server.Client, user: OAuth2Server.User) => {
      const owner = user as TokenOwner
      const scope = token.scope ?? []
      const { accessToken } = await issueAccessToken(context, client, owner, scope)
      const refreshToken = token.refreshToken ? await issueRefreshToken(context, client, owner, scope) : undefined
      return { accessToken, ...(refreshToken && { refreshToken }), scope, client: asked, user }
    },
  }
}
