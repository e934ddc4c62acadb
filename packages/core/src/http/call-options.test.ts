import { getEventListeners } from 'node:events'
import { firstValueFrom, lastValueFrom, NEVER, type Observable, of } from 'rxjs'
import { describe, expect, expectTypeOf, it } from 'vitest'
import { answer } from '../../test/answers.ts'
import { marbles } from '../../test/marbles.ts'
import { bearerToken } from '../auth/bearer-token.ts'
import { clientCredentials } from '../auth/client-credentials.ts'
import { tokenFrom } from '../auth/token-from.ts'
import { createOAuthApi, type OAuthApiOptions } from '../create-api.ts'
import { DeadlineError, TimeoutError } from '../errors.ts'
import type { OAuthClient } from '../index.ts'
import type { ApiEvent } from '../observe/api-event.ts'
import { observing } from '../observe/observing.ts'
import { type CallConfig, createCall, getOauthClient, retrying } from '../operations.ts'
import type { ApiResponse } from './answer.ts'
import type { CallOptions } from './call-options.ts'
import type { HttpRequest, HttpResponse } from './transport.ts'

const apiOver = (
  transport: (request: HttpRequest) => Observable<HttpResponse>,
  options: Partial<OAuthApiOptions> = {},
) => createOAuthApi({ apiUrl: 'https://a.example', auth: bearerToken('t1'), transport, retries: 0, ...options })
const failure = (source: Observable<unknown>) =>
  lastValueFrom(source).then(
    () => undefined,
    (error: unknown) => error,
  )

describe('options of a call', () => {
  it('limit one exchange and the whole call, and go before those of the api', () =>
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const exchange = cold<HttpResponse>('-')
      const api = apiOver(() => exchange, { scheduler, timeoutMs: 5, totalTimeoutMs: 7, share: false })

      expectObservable(api.getOauthClient('c1')).toBe('-----#', undefined, new TimeoutError('getOauthClient', 5))
      expectObservable(api.getOauthClient('c1', { timeoutMs: 3 })).toBe(
        '---#',
        undefined,
        new TimeoutError('getOauthClient', 3),
      )
      expectObservable(api.getOauthClient('c1', { timeoutMs: 9 })).toBe('-------#', undefined, new DeadlineError(7))
      expectObservable(api.getOauthClient('c1', { totalTimeoutMs: 2 })).toBe('--#', undefined, new DeadlineError(2))
      expectSubscriptions(exchange.subscriptions).toBe(['^----!', '^--!', '^------!', '^-!'])
    }))

  it('cancel by a signal that aborts as the request is told of, so that it is never sent', async () => {
    const controller = new AbortController()
    let exchanges = 0
    const transport = () => {
      exchanges++
      return NEVER
    }
    const api = apiOver(transport, { watch: observing(({ kind }) => kind === 'request' && controller.abort()) })

    const error = await failure(api.postOauthClientSecret('c1', { signal: controller.signal }))

    expect(error).toMatchObject({ kind: 'cancelled' })
    expect(exchanges).toBe(0)
  })

  it('cancel by a signal, before and during the call, with its reason; its listener goes with the call', async () => {
    const controller = new AbortController()
    const { signal } = controller
    const listeners = () => getEventListeners(signal, 'abort').length
    let exchanges = 0
    const api = apiOver(() => {
      exchanges++
      return exchanges === 1 ? of(answer(200, {})) : NEVER
    })
    const reason = new Error('gone')

    await firstValueFrom(api.getOauthClient('c1', { signal }))
    const afterAnswer = listeners()
    api.getOauthClient('c1', { signal }).subscribe().unsubscribe()
    const afterLeaving = listeners()
    const during = failure(api.getOauthClient('c1', { signal }))
    const whileWaiting = listeners()
    controller.abort(reason)
    const before = await failure(api.getOauthClient('c1', { signal }))

    expect([afterAnswer, afterLeaving, whileWaiting, listeners()]).toEqual([0, 0, 1, 0])
    expect(await during).toMatchObject({ kind: 'cancelled', cause: reason })
    expect(before).toMatchObject({ kind: 'cancelled', cause: reason })
    expect(exchanges).toBe(3)
  })

  it('ask for no token when the signal has aborted before', async () => {
    let asked = 0
    const auth = tokenFrom(() => {
      asked++
      return NEVER
    })
    const api = apiOver(() => NEVER, { auth })

    await failure(api.getOauthClient('c1', { signal: AbortSignal.abort() }))

    expect(asked).toBe(0)
  })

  it('send headers along, but never another authorization', async () => {
    const sent: HttpRequest[] = []
    const api = apiOver((request) => {
      sent.push(request)
      return of(answer(200, {}))
    })

    await firstValueFrom(api.getOauthClients({ headers: { 'X-Trace': 'a', Authorization: 'Bearer other' } }))

    expect(sent[0]?.headers).toEqual({ accept: 'application/json', 'x-trace': 'a', authorization: 'Bearer t1' })
  })

  it.each<[string, object | null]>([
    ['timeoutMs: number given, but a number of milliseconds from 1 to 2147483647', { timeoutMs: 0 }],
    ['totalTimeoutMs: string given, but a number of milliseconds from 1', { totalTimeoutMs: '7' }],
    ['signal: object given, but an AbortSignal', { signal: {} }],
    ['headers: string given, but an object of headers', { headers: 'x: secret' }],
    ['headers: function given, but an object of headers', { headers: () => 'secret' }],
    ['headers: an array given, but an object of headers', { headers: [['x', 'secret']] }],
    ['headers: object given, but an object of headers', { headers: { 'x y': 'secret' } }],
    ['headers: object given, but an object of headers', { headers: { x: 'sec\r\nret' } }],
    ['retries: number given, but a whole number from 0', { retries: 1.5 }],
    ['share: number given, but a boolean', { share: 1 }],
    ['priority: string given, but call or poll', { priority: 'high' }],
  ])('are refused with "%s" before anything is sent', (message, options) => {
    const api = apiOver(() => NEVER)

    expect(() => api.getOauthClient('c1', options as CallOptions)).toThrow(message)
    expect(() => api.getOauthClient('c1', options as CallOptions)).not.toThrow('secret')
  })
})

describe('withResponse', () => {
  it('emits the value with its status, headers and correlation id', async () => {
    const headers = { 'ININ-Correlation-Id': 'c-1', 'X-More': 'm' }
    const api = apiOver(() => of(answer(202, { id: 'c1' }, headers)))

    const response = await firstValueFrom(api.withResponse.getOauthClient('c1'))
    const deleted = await firstValueFrom(api.withResponse.deleteOauthClient('c1'))

    expectTypeOf(api.withResponse.getOauthClient('c')).toEqualTypeOf<Observable<ApiResponse<OAuthClient>>>()
    expect(response).toMatchObject({ value: { id: 'c1' }, status: 202, correlationId: 'c-1' })
    expect(response.headers.get('x-more')).toBe('m')
    expect(deleted).toMatchObject({ value: undefined, status: 202 })
  })
})

describe('observing', () => {
  it('tells of each step without the token, and may throw', async () => {
    const events: ApiEvent[] = []
    const api = apiOver(() => of(answer(200, {}, { 'inin-correlation-id': 'c-1' })), {
      auth: bearerToken('top-token'),
      watch: observing((event) => {
        events.push(event)
        throw new Error('observer')
      }),
    })

    await firstValueFrom(api.getOauthClient('c1'))

    expect(events).toMatchObject([
      { kind: 'request', operationId: 'getOauthClient', method: 'GET', attempt: 1 },
      { kind: 'response', status: 200, correlationId: 'c-1' },
      { kind: 'end', of: 'call', outcome: 'value' },
    ])
    expect(JSON.stringify(events)).not.toContain('top-token')
    expect(apiOver(() => NEVER).observe).toBeUndefined()
  })
})

describe('an operation by itself', () => {
  it.each<[string, string | undefined, string | undefined]>([
    ['apiUrl: undefined given, but an http or https URL', undefined, 'https://login.example'],
    ...['a.example', 'ftp://a.example', 'https://:pass@a.example', 'https://a.example/@?x', 'https://a.example#x'].map(
      (apiUrl): [string, string, string] => [
        'apiUrl: string given, but an http or https URL of host and path',
        apiUrl,
        'https://login.example',
      ],
    ),
    ['loginUrl: undefined given, but the URL of the login host', 'https://a.example', undefined],
    ['loginUrl: string given, but an http or https URL', 'https://a.example', 'login.example'],
    ['loginUrl: string given, but an http or https URL', 'https://a.example', 'ftp://login.example'],
  ])('refuses hosts that no request can be sent to: "%s ..."', (message, apiUrl, loginUrl) => {
    const auth = clientCredentials({ clientId: 'i', clientSecret: 's' })

    expect(() => createCall({ apiUrl, loginUrl, auth } as CallConfig)).toThrow(message)
  })

  it.each(['null', '{"status":404,"text":"{}"}', '{"status":429,"text":"{}","headers":{}}'])(
    'ends when its transport gives what is no answer: %s',
    (given) => {
      const transport = () => of(JSON.parse(given))
      const layers = [retrying({ retries: 0 })]
      const call = createCall({ apiUrl: 'https://a.example', auth: bearerToken('t1'), transport, layers })
      const errors: unknown[] = []

      getOauthClient(call, 'c1').subscribe({ error: (error) => errors.push(error) })

      expect(errors).toMatchObject([{ kind: 'network', operationId: 'getOauthClient', cause: expect.any(TypeError) }])
    },
  )

  it('goes by a call, in both forms', async () => {
    const transport = () => of(answer(200, { id: 'c1' }))
    const call = createCall({ apiUrl: 'https://a.example', auth: bearerToken('t1'), transport })

    expect(await firstValueFrom(getOauthClient(call, 'c1'))).toEqual({ id: 'c1' })
    expect(await firstValueFrom(getOauthClient(call.withResponse, 'c1'))).toMatchObject({ status: 200 })
    expectTypeOf(getOauthClient(call, 'c1')).toEqualTypeOf<Observable<OAuthClient>>()
  })
})
