import type { AccessToken } from '@grantstream/contract'
import type { Clock } from '../clock.ts'
import { createAccessToken, hashToken } from '../login/access-token.ts'
import { readClientAuthentication } from '../login/client-authentication.ts'
import { LoginFault } from '../login/login-fault.ts'
import { isSecret } from '../login/secret.ts'
import type { SandboxSettings } from '../settings.ts'
import type { ClientRecord } from '../store/clients.ts'
import type { Stores } from '../store/create-stores.ts'
import type { LoginEndpoint } from './endpoint.ts'
import { isRegistered } from './redirect-uri.ts'

/** `/oauth/token` and `/oauth/authorize`. Source: API facts, section 5. */
export const createLoginEndpoints = (stores: Stores, settings: SandboxSettings, clock: Clock) => {
  const authenticateClient = async (clientId: string, clientSecret: string): Promise<ClientRecord> => {
    const client = await stores.clients.findForLogin(clientId)
    if (!client) throw new LoginFault('invalid_client', 'client not found', settings.unknownClientStatus)
    if (!(await isSecret(clientSecret, client.secretHash)))
      throw new LoginFault('invalid_client', 'authentication failed', settings.wrongSecretStatus)
    return client
  }

  const postOauthToken: LoginEndpoint<'postOauthToken'> = async ({ authorization, body }) => {
    if (body.grant_type !== 'client_credentials')
      throw new LoginFault('unsupported_grant_type', 'grant type is not supported')
    const { clientId, clientSecret } = readClientAuthentication(authorization, body, settings.wrongSecretStatus)
    const client = await authenticateClient(clientId, clientSecret)
    if (client.authorizedGrantType !== 'CLIENT-CREDENTIALS')
      throw new LoginFault('unauthorized_client', 'client may not use this grant type')
    if (client.state !== 'active') throw new LoginFault('unauthorized_client', `client is ${client.state}`)

    const accessToken = createAccessToken()
    const dateIssued = clock.now()
    const expiresIn = client.accessTokenValiditySeconds
    await stores.tokens.insert(client.organizationId, {
      hash: hashToken(accessToken),
      clientId: client.id,
      dateIssued,
      dateExpires: new Date(dateIssued.getTime() + expiresIn * 1000),
    })
    const answer: AccessToken = { access_token: accessToken, token_type: 'bearer', expires_in: expiresIn }
    return { status: 200, body: answer }
  }

  const getOauthAuthorize: LoginEndpoint<'getOauthAuthorize'> = async ({ query }) => {
    const client = await stores.clients.findForLogin(query.client_id)
    if (!client) throw new LoginFault('invalid_client', 'client not found', 400)
    if (!isRegistered(query.redirect_uri, client.registeredRedirectUri))
      throw new LoginFault('invalid_request', 'redirect_uri is not registered')
    const location = new URL(query.redirect_uri)
    location.searchParams.set('error', 'unsupported_response_type')
    location.searchParams.set('error_description', 'there is no page to sign in on')
    if (query.state !== undefined) location.searchParams.set('state', query.state)
    return { status: 302, headers: { location: location.href } }
  }

  return { postOauthToken, getOauthAuthorize }
}
