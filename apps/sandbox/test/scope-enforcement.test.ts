import type { OAuthGrantType } from '@grantstream/contract'
import { contractOperations, readContract } from '@grantstream/contract/document'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it, onTestFinished, vi } from 'vitest'
import { openDatabase } from '../src/store/open-database.ts'
import { usageCounts } from '../src/store/schema.ts'
import { startTestSandbox, type TestSandbox } from '../src/testing/index.ts'
import { type CallApi, callApi } from './call-api.ts'
import { callOperation, oauthOperations } from './call-operation.ts'
import { codeClient, createClient } from './client-drafts.ts'
import { authorize, userAt } from './sign-in.ts'

const nobody = '00000000-0000-4000-8000-000000000000'
const targets = { clientId: nobody, executionId: nobody, scopeId: 'users' }
let sandbox: TestSandbox

beforeAll(async () => {
  sandbox = await startTestSandbox({ settings: { scopeEnforcement: 'first' } })
})
afterAll(() => sandbox.close())

/** Calls as the administrator of an organisation by a client with exactly these scopes. */
const withScopes = async (scope: readonly string[], organization: 'first' | 'second' = 'first'): Promise<CallApi> => {
  const owner = callApi(sandbox.url, await sandbox.login(organization === 'first' ? sandbox.admin : sandbox.second))
  const authorizedGrantType: OAuthGrantType = 'TOKEN'
  const { id } = await createClient(owner, { ...codeClient, authorizedGrantType, scope: [...scope] })
  const query = { client_id: id, redirect_uri: 'https://desktop.example/callback', response_type: 'token' }
  const outcome = await authorize(sandbox, query, { email: userAt(0, organization).email })
  return callApi(sandbox.url, outcome.get('access_token') ?? '')
}

it.each(oauthOperations)('$operationId is refused without its scopes, before anything else', async (operation) => {
  const call = await withScopes(['users', 'user-basic-info'])

  const { status, code, body } = await callOperation(call, operation, targets)

  expect([status, code]).toEqual([403, 'app.not.authorized.for.scope'])
  expect(body).toMatchObject({ messageParams: { scopes: operation.scopes.join(',') } })
})

it('lets oauth:readonly read and oauth do everything', async () => {
  const [readOnly, everything] = [await withScopes(['oauth:readonly']), await withScopes(['oauth'])]

  for (const operation of oauthOperations) {
    const answers = [
      await callOperation(readOnly, operation, targets),
      await callOperation(everything, operation, targets),
    ]
    const refused = answers.map(({ code }) => code === 'app.not.authorized.for.scope')
    expect([operation.operationId, ...refused]).toEqual([
      operation.operationId,
      !operation.scopes.includes('oauth:readonly'),
      false,
    ])
  }
})

it('asks for user-basic-info where the vendor does', async () => {
  const [without, basic] = [await withScopes(['oauth']), await withScopes(['user-basic-info'])]

  const answers = await Promise.all(
    [without, basic].flatMap((call) => [call('GET', '/api/v2/tokens/me'), call('GET', '/api/v2/users/me')]),
  )

  expect(answers.map(({ status }) => status)).toEqual([403, 403, 200, 200])
})

it('leaves alone client credentials, and organisations that do not enforce', async () => {
  const credentials = callApi(sandbox.url, await sandbox.login())
  const elsewhere = await withScopes(['users'], 'second')

  const answers = await Promise.all([credentials, elsewhere].map((call) => call('GET', '/api/v2/oauth/clients')))

  expect(answers.map(({ status }) => status)).toEqual([200, 200])
})

it('is known to the contract for every operation that it refuses', () => {
  for (const { operationId, scopes } of contractOperations(readContract()))
    expect([operationId, scopes.length > 0]).toEqual([operationId, !/OauthToken|OauthAuthorize/.test(operationId)])
})

it('counts the calls of a user under the id of the user, refused ones too', async () => {
  const call = await withScopes(['oauth:readonly'])
  await call('GET', '/api/v2/oauth/scopes/users')
  await call('GET', '/api/v2/users/me')
  const database = await openDatabase(sandbox.databaseUrl, { maxConnections: 1 })
  onTestFinished(database.close)

  await vi.waitFor(async () => {
    const counted = await database.db
      .select()
      .from(usageCounts)
      .where(eq(usageCounts.userId, userAt(0).id))
    const calls = counted.map(({ templateUri, status200, status400 }) => ({ templateUri, status200, status400 }))
    expect(calls).toContainEqual({ templateUri: 'api/v2/oauth/scopes/{scopeId}', status200: 1, status400: 0 })
    expect(calls).toContainEqual({ templateUri: 'api/v2/users/me', status200: 0, status400: 1 })
  })
})
