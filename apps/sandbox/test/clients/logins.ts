import type { OAuthClient } from '@grantstream/contract'
import { expect, it } from 'vitest'
import { sandboxOrganizations } from '../../src/index.ts'
import { codeClient } from '../client-drafts.ts'
import { authorize, userAt } from '../sign-in.ts'
import type { VendorRelease } from './start-vendor.ts'
import { limits, type VendorContext } from './vendor-context.ts'
import type { VendorAnswer } from './vendor-program.ts'

const redirectUri = 'https://desktop.example/callback'
const nobody = '00000000-0000-4000-8000-000000000000'
const orgName = sandboxOrganizations.first.name
const errorOf = ({ status, body }: VendorAnswer) => [status, (body as { error?: string } | undefined)?.error]

/** How the SDK logs in, and what it makes of the refusals of the login host. */
export const loginScenarios = (release: VendorRelease, context: () => VendorContext): void => {
  const makeClient = async (draft: object = {}): Promise<{ id: string; secret: string }> => {
    const { bearing, call } = context()
    const { body } = await call(await bearing(), 'postOauthClients', {
      ...{ ...codeClient, scope: ['oauth', 'user-basic-info'] },
      ...draft,
    })
    const { id = '', secret = '' } = body as OAuthClient
    return { id, secret }
  }
  const codeFor = async (id: string, more: Record<string, string> = {}): Promise<string> => {
    const query = { client_id: id, redirect_uri: redirectUri, response_type: 'code', ...more }
    return (await authorize(context().sandbox, query)).get('code') ?? ''
  }

  it('logs a user in with a code, and by the refresh token once more', async () => {
    const { id, secret } = await makeClient()
    const client = context().vendor.newClient()

    const first = await client.login('loginCodeAuthorizationGrant', id, secret, await codeFor(id), redirectUri)
    const { refreshToken } = first.body as { refreshToken: string }
    const me = await client.neighbour('UsersApi', 'getUsersMe')
    const second = await client.login('refreshCodeAuthorizationGrant', id, secret, refreshToken)
    const again = await client.login('refreshCodeAuthorizationGrant', id, secret, refreshToken)

    expect(me.body).toMatchObject({ id: userAt(0).id })
    expect(second.body).toMatchObject({ refreshToken: expect.not.stringMatching(refreshToken) })
    expect(errorOf(again)).toEqual([400, 'invalid_grant'])
  })

  it('logs a user in with a SAML assertion, once', async () => {
    const { vendor, identityProvider } = context()
    const { id, secret } = await makeClient({ authorizedGrantType: 'SAML2-BEARER' })
    const client = vendor.newClient()
    const assertion = identityProvider.assert()

    const first = await client.login('loginSaml2BearerGrant', id, secret, orgName, assertion)
    const me = await client.neighbour('UsersApi', 'getUsersMe')
    const again = await client.login('loginSaml2BearerGrant', id, secret, orgName, assertion)

    expect(first.body).toMatchObject({ accessToken: expect.any(String) })
    expect(me.body).toMatchObject({ id: userAt(0).id })
    expect(errorOf(again)).toEqual([400, 'invalid_grant'])
  })

  // The oldest of the releases has no PKCE.
  if (release !== '150')
    it('logs a user in with a code that PKCE proves, and without a secret', async () => {
      const { id } = await makeClient()
      const client = context().vendor.newClient()
      const { body: verifier } = await client.login('generatePKCECodeVerifier', 128)
      const { body: challenge } = await client.login('computePKCECodeChallenge', verifier)
      const pkce = { code_challenge: String(challenge), code_challenge_method: 'S256' }
      const other = 'v'.repeat(43)

      const wrong = await client.login('authorizePKCEGrant', id, other, await codeFor(id, pkce), redirectUri)
      const right = await client.login('authorizePKCEGrant', id, verifier, await codeFor(id, pkce), redirectUri)

      expect(errorOf(wrong)).toEqual([400, 'invalid_grant'])
      expect(right.body).toMatchObject({ accessToken: expect.any(String) })
    })

  it('is held to its scopes where the organisation wants it', async () => {
    const { id, secret } = await makeClient({ scope: ['users:readonly', 'user-basic-info'] })
    const client = context().vendor.newClient()
    await client.login('loginCodeAuthorizationGrant', id, secret, await codeFor(id), redirectUri)

    const { status, body } = await context().call(client, 'getOauthScopes')

    expect([status, (body as { code: string }).code]).toEqual([403, 'app.not.authorized.for.scope'])
  })

  it('hears which of id and secret is wrong', async () => {
    const { vendor } = context()
    const { id } = await makeClient()

    const unknown = await vendor.newClient().login('loginClientCredentialsGrant', nobody, 'x')
    const wrong = await vendor.newClient().login('loginClientCredentialsGrant', id, 'x')

    expect(unknown.body).toEqual({
      error: 'invalid_client',
      description: 'client not found',
      error_description: 'client not found',
    })
    expect([unknown.status, wrong.status, wrong.body]).toEqual([
      400,
      401,
      expect.objectContaining({ error: 'invalid_client', error_description: 'authentication failed' }),
    ])
  })

  it('hears of a grant that is not good, or not for this client', async () => {
    const { vendor } = context()
    const { id, secret } = await makeClient()
    const client = vendor.newClient()

    const code = await client.login('loginCodeAuthorizationGrant', id, secret, 'nonsense', redirectUri)
    const elsewhere = await client.login('loginCodeAuthorizationGrant', id, secret, await codeFor(id), 'https://other')
    const refresh = await client.login('refreshCodeAuthorizationGrant', id, secret, 'nonsense')
    const credentials = await client.login('loginClientCredentialsGrant', id, secret)

    expect([code, elsewhere, refresh, credentials].map(errorOf)).toEqual([
      [400, 'invalid_grant'],
      [400, 'invalid_grant'],
      [400, 'invalid_grant'],
      [400, 'unauthorized_client'],
    ])
  })

  it('hears the throttle, which is a 400, and an outage', async () => {
    const { vendor, sandbox } = context()
    const client = vendor.newClient()
    const { clientId, clientSecret } = await sandbox.clientWith([])
    const login = () => client.login('loginClientCredentialsGrant', clientId, clientSecret)
    await Promise.all(Array.from({ length: limits.loginPerMinute }, login))

    const throttled = await login()
    sandbox.control.faults.add({ kind: 'login-outage', times: 1 })
    const out = await login()

    expect(throttled).toMatchObject({
      status: 400,
      body: { error: 'invalid_request', error_description: expect.stringMatching(/^rate limit exceeded/) },
    })
    expect(errorOf(out)).toEqual([503, 'temporarily_unavailable'])
  })

  it('renews an expired token by itself, for the calls after the one that was refused', async () => {
    const { sandbox, vendor, call } = context()
    const { id, secret } = await makeClient({ scope: ['oauth:readonly'], accessTokenValiditySeconds: 300 })
    const client = vendor.newClient()
    await client.login('loginCodeAuthorizationGrant', id, secret, await codeFor(id), redirectUri)
    await sandbox.control.clock.advance(300_000)

    const refused = await call(client, 'getOauthScopes')

    expect(refused).toMatchObject({ status: 401, body: { code: 'bad.credentials' } })
    await expect
      .poll(async () => (await call(client, 'getOauthScopes')).body, { timeout: 20_000 })
      .toMatchObject({ total: 134 })
  })
}
