import type { OAuthClient } from '@grantstream/contract'
import { expect, it } from 'vitest'
import { codeClient, credentialsClient, roleId } from '../client-drafts.ts'
import { authorize } from '../sign-in.ts'
import type { VendorContext } from './vendor-context.ts'
import type { VendorAnswer } from './vendor-program.ts'

/** What the SDK makes of the 13 operations when all is well. */
export const operationScenarios = (context: () => VendorContext): void => {
  it('creates a client, reads it alone and in the list, replaces it, and deletes it once it is inactive', async () => {
    const { bearing, call } = context()
    const admin = await bearing()

    const created = await call(admin, 'postOauthClients', codeClient)
    const { id = '', secret, ...shown } = created.body as OAuthClient
    const one = await call(admin, 'getOauthClient', id)
    const listed = await call(admin, 'getOauthClients')
    const replaced = await call(admin, 'putOauthClient', id, { ...codeClient, name: 'Renamed', state: 'inactive' })
    const deleted = await call(admin, 'deleteOauthClient', id)
    const gone = await call(admin, 'getOauthClient', id)

    expect(secret).toMatch(/^[\w-]{43}$/)
    expect(one.body).toEqual({ id, ...shown })
    expect(listed.body).toMatchObject({ entities: expect.arrayContaining([one.body]), pageNumber: 1, pageCount: 1 })
    expect(replaced.body).toMatchObject({ id, name: 'Renamed', state: 'inactive' })
    expect([created, one, listed, replaced, deleted, gone].map(({ status }) => status)).toEqual([
      200, 200, 200, 200, 204, 404,
    ])
    expect(gone.headers['inin-correlation-id']).toBe((gone.body as { contextId: string }).contextId)
  })

  it('regenerates a secret, with which alone the client then logs in', async () => {
    const { bearing, call, vendor } = context()
    const admin = await bearing()
    const created = await call(admin, 'postOauthClients', credentialsClient)
    const { id = '', secret: old } = created.body as OAuthClient

    const rotated = await call(admin, 'postOauthClientSecret', id)
    const { secret } = rotated.body as OAuthClient
    const refused = await vendor.newClient().login('loginClientCredentialsGrant', id, old)
    const taken = await vendor.newClient().login('loginClientCredentialsGrant', id, secret)

    expect([rotated.status, refused.status, taken.status]).toEqual([200, 401, 200])
    expect(taken.body).toMatchObject({ accessToken: expect.any(String), tokenExpiryTime: expect.any(Number) })
  })

  it('starts a usage query and a summary, and polls until both are complete', async () => {
    const { bearing, call, sandbox } = context()
    const admin = await bearing()
    const { clientId } = sandbox.admin
    const interval = `${new Date().getUTCFullYear()}-01/${new Date().getUTCFullYear() + 1}-01`
    const query = { interval, granularity: 'Month', groupBy: ['TemplateUri', 'HttpMethod'], metrics: ['Requests'] }

    const started = [
      await call(admin, 'postOauthClientUsageQuery', clientId, query),
      await call(admin, 'getOauthClientUsageSummary', clientId, { days: '7' }),
    ]
    const look = async (execution: VendorAnswer) => {
      const { executionId } = execution.body as { executionId: string }
      return (await call(admin, 'getOauthClientUsageQueryResult', executionId, clientId)).body
    }

    expect(started.map(({ status }) => status)).toEqual([202, 202])
    for (const execution of started)
      await expect
        .poll(() => look(execution), { timeout: 20_000, interval: 40 })
        .toMatchObject({ queryStatus: 'Complete', results: expect.any(Array) })
  })

  it('has the answer at once that there is nothing to wait for, and is told of an execution that failed', async () => {
    const { bearing, call, sandbox, pace } = context()
    const admin = await bearing()
    const { clientId } = sandbox.admin
    const start = () => call(admin, 'postOauthClientUsageQuery', clientId, { interval: '2020-01/2020-06' })
    const look = async ({ body }: VendorAnswer) =>
      call(admin, 'getOauthClientUsageQueryResult', (body as { executionId: string }).executionId, clientId)
    pace.isSlow = false

    const finished = await start()
    sandbox.control.faults.add({ kind: 'execution', outcome: 'fails', times: 1 })
    const failed = await start()
    sandbox.control.faults.add({ kind: 'execution', outcome: 'never ends', times: 1 })
    const endless = await start()

    pace.isSlow = true
    expect([finished, failed, endless].map(({ status }) => status)).toEqual([200, 200, 202])
    expect((await look(finished)).body).toEqual({ queryStatus: 'Complete', results: [] })
    expect((await look(failed)).body).toEqual({ queryStatus: 'Failed' })
    expect((await look(endless)).body).toEqual({ queryStatus: 'Running' })
  })

  it('reads the scopes in a language, and what the organisation has authorized', async () => {
    const { bearing, call, sandbox } = context()
    const admin = await bearing()
    const redirectUri = 'https://desktop.example/callback'
    const { id = '' } = (await call(admin, 'postOauthClients', codeClient)).body as OAuthClient
    await authorize(sandbox, { client_id: id, redirect_uri: redirectUri, response_type: 'code' })

    const scopes = await call(admin, 'getOauthScopes', { acceptLanguage: 'de' })
    const scope = await call(admin, 'getOauthScope', 'oauth:readonly', { acceptLanguage: 'de' })
    const authorizations = await call(admin, 'getOauthAuthorizations', { acceptLanguage: 'de' })
    const authorization = await call(admin, 'getOauthAuthorization', id)

    expect(scopes.body).toMatchObject({ total: 134, entities: expect.arrayContaining([scope.body]) })
    expect(authorization.body).toMatchObject({ client: { id }, state: 'Authorized', scope: codeClient.scope })
    expect(authorizations.body).toMatchObject({ entities: expect.arrayContaining([authorization.body]) })
  })

  it('asks whose token it is, and is told that there is no user behind it', async () => {
    const { bearing, sandbox } = context()
    const admin = await bearing()

    const token = await admin.neighbour('TokensApi', 'getTokensMe')
    const user = await admin.neighbour('UsersApi', 'getUsersMe')

    expect(token.body).toMatchObject({ OAuthClient: { id: sandbox.admin.clientId } })
    expect([user.status, (user.body as { code: string }).code]).toEqual([400, 'not.a.user'])
  })

  it('gives roles to a client that takes them', async () => {
    const { bearing, call } = context()
    const admin = await bearing()

    const { body } = await call(admin, 'postOauthClients', credentialsClient)

    expect(body).toMatchObject({ roleDivisions: [{ roleId: roleId('OAuth Viewer'), divisionId: '*' }] })
  })
}
