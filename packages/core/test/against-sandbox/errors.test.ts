import { firstValueFrom, type Observable, tap } from 'rxjs'
import { describe, expect, it } from 'vitest'
import {
  bearerToken,
  clientCredentials,
  createOAuthApi,
  fetchTransport,
  HttpError,
  isApiError,
  LoginError,
  NetworkError,
  pollUsageExecution,
  type Transport,
} from '../../src/index.ts'
import { useSandbox } from './sandbox-api.ts'

let aheadMs = 0
const { sandbox, apiAs, apiWith } = useSandbox({
  clock: { now: () => new Date(Date.now() + aheadMs) },
  usageDelayMs: [60_000, 60_000],
})
const unknownId = '00000000-0000-4000-8000-000000000000'

/** The error that the source ends with; undefined when it ends with none. */
const failure = async (source: Observable<unknown>) => {
  try {
    await firstValueFrom(source)
  } catch (error) {
    expect(isApiError(error)).toBe(true)
    return error
  }
}

describe('errors against the sandbox', () => {
  it('tell a token that is not good', async () => {
    const error = await failure(apiWith(bearerToken('not-a-token')).getOauthClients())

    expect(error).toBeInstanceOf(HttpError)
    expect(error).toMatchObject({
      operationId: 'getOauthClients',
      status: 401,
      code: 'bad.credentials',
      correlationId: expect.stringMatching(/^[\da-f-]{36}$/),
    })
  })

  it('name the permissions that are missing', async () => {
    const caller = await sandbox().clientWith(['oauth:client:add'])

    const error = await failure(apiAs(caller).getOauthClientUsageSummary(caller.clientId))

    expect(error).toMatchObject({
      status: 403,
      code: 'missing.any.permissions',
      missingPermissions: ['oauth:client:view', 'usage:client:view'],
      upstreamMessage: expect.stringContaining('oauth:client:view'),
      message: 'getOauthClientUsageSummary was answered with status 403',
    })
  })

  it('tell what is not found, also when another organisation has it', async () => {
    const api = apiAs()

    for (const clientId of [unknownId, 'no such/id', sandbox().second.clientId]) {
      expect(await failure(api.getOauthClient(clientId))).toMatchObject({
        status: 404,
        code: expect.stringContaining('not.found'),
      })
    }
    expect(await failure(api.getOauthClientUsageQueryResult(unknownId, sandbox().admin.clientId))).toMatchObject({
      status: 404,
      code: 'not.found',
    })
  })

  it('tell which field was refused', async () => {
    const error = await failure(apiAs().postOauthClients({ name: '', authorizedGrantType: 'CODE', scope: ['users'] }))

    expect(error).toMatchObject({ status: 400, details: [expect.objectContaining({ fieldName: 'name' })] })
  })

  it('tell an interval that ends before it starts, and a client that is still active', async () => {
    const { clientId } = sandbox().admin
    const backwards = { interval: '2026-02-01/2026-01-01' }

    expect(await failure(apiAs().postOauthClientUsageQuery(clientId, backwards))).toMatchObject({ status: 400 })
    expect(await failure(apiAs().deleteOauthClient(clientId))).toMatchObject({
      status: 400,
      code: 'cannot.delete.client',
    })
  })

  it('tell a body that is too large', async () => {
    const error = await failure(
      apiAs().postOauthClients({
        name: 'n',
        description: 'x'.repeat(600_000),
        authorizedGrantType: 'CODE',
        scope: ['users'],
      }),
    )

    expect(error).toMatchObject({ status: 413, code: 'request.entity.too.large' })
  })

  it('tell a wrong secret and an unknown client apart from a refusal of the API', async () => {
    const { clientId } = sandbox().admin

    const wrongSecret = await failure(apiAs({ clientId, clientSecret: 'wrong-one' }).getOauthClients())
    const unknown = await failure(apiAs({ clientId: unknownId, clientSecret: 'wrong-one' }).getOauthClients())

    expect(wrongSecret).toBeInstanceOf(LoginError)
    expect(wrongSecret).toMatchObject({
      status: 401,
      error: 'invalid_client',
      upstreamMessage: 'authentication failed',
    })
    expect(unknown).toMatchObject({ status: 400, error: 'invalid_client', upstreamMessage: 'client not found' })
    expect(`${wrongSecret}${JSON.stringify(wrongSecret)}`).not.toContain('wrong-one')
  })

  it('end a fixed token when it expires, and renew one of client credentials with one login', async () => {
    const logins: string[] = []
    const counting: Transport = (request) =>
      fetchTransport(request).pipe(tap(() => request.url.endsWith('/oauth/token') && logins.push(request.url)))
    const apiUrl = sandbox().url
    const auth = clientCredentials(sandbox().admin)
    const api = createOAuthApi({ apiUrl, loginUrl: apiUrl, auth, transport: counting })
    const fixed = apiWith(bearerToken(await sandbox().login()))
    await firstValueFrom(api.getOauthScopes())
    await firstValueFrom(fixed.getOauthScopes())

    aheadMs = 172_800_000
    const renewed = await Promise.all(Array.from({ length: 10 }, () => firstValueFrom(api.getOauthScopes())))
    const error = await failure(fixed.getOauthScopes())
    aheadMs = 0

    expect(renewed.every((listing) => listing.total === 134)).toBe(true)
    expect(logins).toHaveLength(2)
    expect(error).toMatchObject({ status: 401, code: 'bad.credentials' })
  })

  it('end an execution that outlasts the deadline', async () => {
    const api = apiAs()
    const { clientId } = sandbox().admin
    const states = api
      .getOauthClientUsageSummary(clientId)
      .pipe(pollUsageExecution(api, clientId, { schedule: () => 20, deadlineMs: 2000 }))

    const error = await new Promise((resolve) =>
      states.subscribe({ error: resolve, complete: () => resolve(undefined) }),
    )

    expect(error).toMatchObject({ kind: 'deadline', deadlineMs: 2000, execution: { lastStatus: 'Running' } })
  })

  it('tell an API that cannot be reached', async () => {
    const transport: Transport = (request) => fetchTransport({ ...request, url: 'http://127.0.0.1:1/' })
    const api = createOAuthApi({ apiUrl: sandbox().url, auth: bearerToken('t1'), transport })

    expect(await failure(api.getOauthClients())).toBeInstanceOf(NetworkError)
  })
})
