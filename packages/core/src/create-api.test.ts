import { inspect } from 'node:util'
import { firstValueFrom, lastValueFrom, type Observable, of } from 'rxjs'
import { describe, expect, expectTypeOf, it } from 'vitest'
import { answer } from '../test/answers.ts'
import { marbles } from '../test/marbles.ts'
import { bearerToken } from './auth/bearer-token.ts'
import { clientCredentials } from './auth/client-credentials.ts'
import { createOAuthApi, type OAuthApi, type OAuthApiOptions } from './create-api.ts'
import { HttpError, isApiError, MalformedAnswerError } from './errors.ts'
import type { HttpRequest, HttpResponse } from './http/transport.ts'
import type { OAuthClient, UsageExecutionResult } from './index.ts'
import { hostsOf, type Region, regions } from './regions.ts'

const apiUrl = 'https://api.example'
const auth = bearerToken('t1')

/** An api whose exchanges all get the same answer; keeps the requests. */
const apiAnswering = (response: HttpResponse, options: Partial<OAuthApiOptions> = {}) => {
  const requests: HttpRequest[] = []
  const transport = (request: HttpRequest) => {
    requests.push(request)
    return of(response)
  }
  return { api: createOAuthApi({ apiUrl, auth: bearerToken('t1'), transport, ...options }), requests }
}
const failure = (source: Observable<unknown>) =>
  lastValueFrom(source).then(
    () => undefined,
    (error: unknown) => error,
  )

const body = { name: 'n', authorizedGrantType: 'CODE' } as const
const query = { interval: '2026-01-01/2026-02-01' }
const calls: [string, (api: OAuthApi) => Observable<unknown>, string, string][] = [
  ['getOauthClients', (api) => api.getOauthClients(), 'GET', '/clients'],
  ['getOauthClient', (api) => api.getOauthClient('c 1'), 'GET', '/clients/c%201'],
  ['postOauthClients', (api) => api.postOauthClients(body), 'POST', '/clients'],
  ['putOauthClient', (api) => api.putOauthClient('c/1', body), 'PUT', '/clients/c%2F1'],
  ['deleteOauthClient', (api) => api.deleteOauthClient('c?1'), 'DELETE', '/clients/c%3F1'],
  ['postOauthClientSecret', (api) => api.postOauthClientSecret('c#1'), 'POST', '/clients/c%231/secret'],
  ['postOauthClientUsageQuery', (api) => api.postOauthClientUsageQuery('c', query), 'POST', '/clients/c/usage/query'],
  ['getOauthClientUsageSummary', (api) => api.getOauthClientUsageSummary('c'), 'GET', '/clients/c/usage/summary'],
  [
    'getOauthClientUsageSummary of some days',
    (api) => api.getOauthClientUsageSummary('c', { days: 30 }),
    'GET',
    '/clients/c/usage/summary?days=30',
  ],
  [
    'getOauthClientUsageQueryResult',
    (api) => api.getOauthClientUsageQueryResult('e', 'c'),
    'GET',
    '/clients/c/usage/query/results/e',
  ],
  ['getOauthAuthorizations', (api) => api.getOauthAuthorizations(), 'GET', '/authorizations'],
  ['getOauthAuthorization', (api) => api.getOauthAuthorization('c'), 'GET', '/authorizations/c'],
  ['getOauthScopes', (api) => api.getOauthScopes(), 'GET', '/scopes'],
  ['getOauthScope', (api) => api.getOauthScope('users:readonly'), 'GET', '/scopes/users%3Areadonly'],
]

describe('the operations', () => {
  it.each(calls)('send %s once, with the token, when subscribed', async (_, call, method, path) => {
    const { api, requests } = apiAnswering(answer(200, { executionId: 'e1', queryStatus: 'Running' }))

    const called = call(api)
    expect(requests).toEqual([])
    await firstValueFrom(called)

    expect(requests).toEqual([
      expect.objectContaining({
        method,
        url: `https://api.example/api/v2/oauth${path}`,
        headers: expect.objectContaining({ accept: 'application/json', authorization: 'Bearer t1' }),
      }),
    ])
  })

  it('send a body as JSON, and a language when there is one', async () => {
    const { api, requests } = apiAnswering(answer(200, {}))

    await firstValueFrom(api.postOauthClients(body))
    await firstValueFrom(api.getOauthScopes({ acceptLanguage: 'de-de' }))

    expect(requests[0]?.body).toBe('{"name":"n","authorizedGrantType":"CODE"}')
    expect(requests[0]?.headers['content-type']).toBe('application/json')
    expect(requests[1]?.headers['accept-language']).toBe('de-de')
    expect(requests[1]).not.toHaveProperty('body')
  })

  it('emit what the API answers, once, and complete', () =>
    marbles(({ cold, expectObservable, scheduler }) => {
      const transport = () => cold('--(r|)', { r: answer(200, { id: 'c1' }) })

      expectObservable(createOAuthApi({ apiUrl, auth, transport, scheduler }).getOauthClient('c1')).toBe('--(v|)', {
        v: { id: 'c1' },
      })
    }))

  it('have the types of the contract', () => {
    const { api } = apiAnswering(answer(200, {}))

    expectTypeOf(api.getOauthClient('c')).toEqualTypeOf<Observable<OAuthClient>>()
    expectTypeOf(api.postOauthClientUsageQuery('c', query)).toEqualTypeOf<Observable<UsageExecutionResult>>()
    expectTypeOf(api.deleteOauthClient('c')).toEqualTypeOf<Observable<void>>()
  })

  it.each([200, 202, 204, 299])('take any body of a %i for a deletion', async (status) => {
    const { api } = apiAnswering(answer(status, '<html>gone</html>'))

    expect(await firstValueFrom(api.deleteOauthClient('c1'))).toBeUndefined()
  })

  it.each(['', '<html>', '{"id":"c1","secret":"top-sec', 'null', '[]', '"text"'])(
    'error for the answer %j where an object is due, and repeat nothing of it',
    async (text) => {
      const { api } = apiAnswering(answer(200, text, { 'inin-correlation-id': 'c' }))

      const error = await failure(api.postOauthClientSecret('c1'))

      expect(error).toEqual(new MalformedAnswerError('postOauthClientSecret', 200, 'c'))
      expect(inspect(error, { depth: 9 })).not.toContain('top-sec')
    },
  )

  it.each([{}, { executionId: '' }, { executionId: 7 }, { executionId: null }])(
    'error for a start that is answered with %j',
    async (started) => {
      const { api } = apiAnswering(answer(202, started))

      expect(await failure(api.postOauthClientUsageQuery('c1', query))).toBeInstanceOf(MalformedAnswerError)
      expect(await failure(api.getOauthClientUsageSummary('c1'))).toBeInstanceOf(MalformedAnswerError)
    },
  )

  it.each([300, 304, 400, 403, 404, 429, 500, 503])('error for a %i', async (status) => {
    const { api } = apiAnswering(answer(status, { code: 'c' }), { retries: 0 })

    const error = await failure(api.getOauthClients())

    expect(error).toBeInstanceOf(HttpError)
    expect(isApiError(error)).toBe(true)
    expect(error).toMatchObject({ status, code: 'c', operationId: 'getOauthClients' })
  })

  it.each<[string, (api: OAuthApi) => unknown]>([
    ['clientId', (api) => api.getOauthClient('')],
    ['clientId', (api) => api.deleteOauthClient('..')],
    ['clientId', (api) => api.putOauthClient('  ', body)],
    ['clientId', (api) => api.postOauthClientSecret('\ud800')],
    ['executionId', (api) => api.getOauthClientUsageQueryResult('', 'c')],
    ['clientId', (api) => api.getOauthClientUsageQueryResult('e', '.')],
    ['scopeId', (api) => api.getOauthScope('')],
    ['body', (api) => api.postOauthClients(JSON.parse('null'))],
    ['body', (api) => api.postOauthClientUsageQuery('c', JSON.parse('"2026"'))],
    ['days', (api) => api.getOauthClientUsageSummary('c', { days: 0 })],
    ['days', (api) => api.getOauthClientUsageSummary('c', { days: 1.5 })],
    ['acceptLanguage', (api) => api.getOauthScopes({ acceptLanguage: 'de\r\nx: y' })],
  ])('refuse a bad %s at the call and send nothing', (name, call) => {
    const { api, requests } = apiAnswering(answer(200, {}))

    expect(() => call(api)).toThrow(new RegExp(`^${name}: .* given, but .* needed$`))
    expect(requests).toEqual([])
  })
})

describe('createOAuthApi', () => {
  it('finds the hosts of a region', async () => {
    const { api, requests } = apiAnswering(answer(200, { access_token: 'x' }), {
      ...hostsOf('eu-central-1'),
      auth: clientCredentials({ clientId: 'id', clientSecret: 's' }),
    })

    await firstValueFrom(api.getOauthScopes())

    expect(api.apiUrl).toBe('https://api.mypurecloud.de')
    expect(requests.map((request) => request.url)).toEqual([
      'https://login.mypurecloud.de/oauth/token',
      'https://api.mypurecloud.de/api/v2/oauth/scopes',
    ])
  })

  it('knows 18 regions', () => {
    expect(Object.keys(regions)).toHaveLength(18)
    expect(regions['us-east-2']).toEqual({
      apiUrl: 'https://api.use2.us-gov-pure.cloud',
      loginUrl: 'https://login.use2.us-gov-pure.cloud',
    })
    expect(Object.values(regions).map(({ apiUrl }) => apiUrl.slice('https://api.'.length))).toEqual([
      'mypurecloud.com',
      'use2.us-gov-pure.cloud',
      'usw2.pure.cloud',
      'cac1.pure.cloud',
      'mypurecloud.ie',
      'euw2.pure.cloud',
      'mypurecloud.de',
      'euc2.pure.cloud',
      'apse1.pure.cloud',
      'mypurecloud.com.au',
      'mypurecloud.jp',
      'apne2.pure.cloud',
      'apne3.pure.cloud',
      'aps1.pure.cloud',
      'sae1.pure.cloud',
      'mec1.pure.cloud',
      'mxc1.pure.cloud',
      'edee1.eusc-pure.cloud',
    ])
  })

  it.each(['moon-1', 'toString'])('knows no hosts of %s', (region) => {
    expect(() => hostsOf(region as Region)).toThrow('region: string given, but one of us-east-1, ')
  })

  it('takes a URL with a path and drops the slash at its end', () => {
    expect(createOAuthApi({ apiUrl: 'http://localhost:4010/base/', auth }).apiUrl).toBe('http://localhost:4010/base')
    expect(createOAuthApi({ apiUrl: 'HTTP://LOCALHOST:4010', auth }).apiUrl).toBe('http://localhost:4010')
    expect(createOAuthApi({ apiUrl: 'http://localhost/@a//', auth }).apiUrl).toBe('http://localhost/@a')
  })

  it.each<[string, Partial<Record<keyof OAuthApiOptions, unknown>>]>([
    ['apiUrl: undefined given, but an http or https URL', { apiUrl: undefined }],
    ['apiUrl: string given, but an http or https URL', { apiUrl: 'api.example' }],
    ['apiUrl: an empty string given, but an http or https URL', { apiUrl: '' }],
    ['loginUrl: an empty string given, but an http or https URL', { loginUrl: '' }],
    ['loginUrl: string given, but an http or https URL', { loginUrl: 'https://login.example?secret' }],
    [
      'loginUrl: undefined given, but the URL of the login host',
      { auth: clientCredentials({ clientId: 'i', clientSecret: 's' }) },
    ],
    ['auth: string given, but an Auth of core', { auth: 'secret' }],
    ['auth: undefined given, but an Auth of core', { auth: undefined }],
    ['transport: object given, but a function', { transport: {} }],
    ['scheduler: object given, but a scheduler', { scheduler: {} }],
    ['timeoutMs: number given, but a number of milliseconds from 1 to 2147483647', { timeoutMs: -1 }],
    ['timeoutMs: number given, but a number of milliseconds from 1 to 2147483647', { timeoutMs: 2 ** 31 }],
    ['timeoutMs: string given, but a number of milliseconds from 1 to 2147483647', { timeoutMs: '30' }],
  ])('says "%s ..." for %o', (message, options) => {
    const make = () => createOAuthApi({ apiUrl, auth, ...options } as OAuthApiOptions)

    expect(make).toThrow(TypeError)
    expect(make).toThrow(message)
    expect(make).not.toThrow('secret')
  })

  it('shows no secret and no token when it is printed, and neither do its errors', async () => {
    const secret = 'top-secret'
    const transport = ({ url, headers, body: sent }: HttpRequest) =>
      of(
        url.endsWith('/oauth/token')
          ? answer(200, { access_token: 'top-token' })
          : answer(400, { message: `${headers.authorization} ${sent}` }),
      )
    const login = clientCredentials({ clientId: 'id', clientSecret: secret })
    const api = createOAuthApi({ apiUrl, loginUrl: apiUrl, auth: login, transport })
    const refusing = createOAuthApi({
      apiUrl,
      loginUrl: apiUrl,
      auth: clientCredentials({ clientId: 'id', clientSecret: secret }),
      transport: ({ headers }) =>
        of(answer(401, { error: 'invalid_client', description: `${headers.authorization} ${secret}` })),
    })

    const errors = [await failure(api.getOauthClients()), await failure(refusing.getOauthClients())]

    const printed = [api, login, bearerToken('top-token'), ...errors]
      .map((value) => inspect(value, { depth: 9 }))
      .join()
    expect(errors.every(isApiError)).toBe(true)
    expect(printed).toContain('[redacted]')
    expect(printed).not.toMatch(/top-secret|top-token/)
    expect(printed).not.toContain(btoa(`id:${secret}`))
  })
})
