import { defer, type Observable, of, throwError, VirtualTimeScheduler } from 'rxjs'
import { describe, expect, it } from 'vitest'
import { answer } from '../../test/answers.ts'
import { bearerToken } from '../auth/bearer-token.ts'
import { clientCredentials } from '../auth/client-credentials.ts'
import { createOAuthApi, type OAuthApi, type OAuthApiOptions } from '../create-api.ts'
import type { ApiEvent } from '../observe/api-event.ts'
import { observing } from '../observe/observing.ts'
import type { HttpRequest, HttpResponse } from './transport.ts'

const apiUrl = 'https://a.example'
const refusedConnection = Object.assign(new Error('connect'), { code: 'ECONNREFUSED', syscall: 'connect' })
const body = { name: 'n', authorizedGrantType: 'CODE' } as const
const good = answer(200, { executionId: 'e1', queryStatus: 'Running' })

/** An api whose exchanges fail first, or give what is in the script, and then succeed; in virtual time. */
const failing = (script: (HttpResponse | Error)[], options: Partial<OAuthApiOptions> = {}) => {
  const scheduler = new VirtualTimeScheduler(undefined, Number.POSITIVE_INFINITY)
  const sentAtMs: number[] = []
  const events: ApiEvent[] = []
  const transport = (_: HttpRequest) =>
    defer(() => {
      sentAtMs.push(scheduler.now())
      const next = script.shift() ?? good
      return next instanceof Error ? throwError(() => next) : of(next)
    })
  const api = createOAuthApi({
    apiUrl,
    auth: bearerToken('t1'),
    transport,
    scheduler,
    budget: false,
    random: () => 0.5,
    watch: observing((event) => events.push(event)),
    ...options,
  })
  const run = (call: (api: OAuthApi) => Observable<unknown>) => {
    const outcome: { value?: unknown; error?: { kind?: string; status?: number } } = {}
    call(api).subscribe({
      next: (value) => Object.assign(outcome, { value }),
      error: (error) => Object.assign(outcome, { error }),
    })
    scheduler.flush()
    return outcome
  }
  return { api, run, sentAtMs, events }
}

const calls: Record<string, (api: OAuthApi) => Observable<unknown>> = {
  getOauthClients: (api) => api.getOauthClients(),
  getOauthClient: (api) => api.getOauthClient('c1'),
  getOauthAuthorizations: (api) => api.getOauthAuthorizations(),
  getOauthAuthorization: (api) => api.getOauthAuthorization('c1'),
  getOauthScopes: (api) => api.getOauthScopes(),
  getOauthScope: (api) => api.getOauthScope('s'),
  getOauthClientUsageQueryResult: (api) => api.getOauthClientUsageQueryResult('e1', 'c1'),
  putOauthClient: (api) => api.putOauthClient('c1', body),
  deleteOauthClient: (api) => api.deleteOauthClient('c1'),
  postOauthClients: (api) => api.postOauthClients(body),
  postOauthClientSecret: (api) => api.postOauthClientSecret('c1'),
  postOauthClientUsageQuery: (api) => api.postOauthClientUsageQuery('c1', { interval: 'i' }),
  getOauthClientUsageSummary: (api) => api.getOauthClientUsageSummary('c1'),
}
const adding = ['postOauthClients', 'postOauthClientSecret', 'postOauthClientUsageQuery', 'getOauthClientUsageSummary']

// Cause, what happens, how often operations that add something and how often the others send.
const matrix: [string, () => HttpResponse | Error, number, number][] = [
  ['a refused connection', () => refusedConnection, 2, 2],
  ['a 429 of the API', () => answer(429, { code: 'too.many.requests' }), 2, 2],
  ['a 503 of the API', () => answer(503, { code: 'service.unavailable' }), 2, 2],
  ['a reset', () => new Error('reset'), 1, 2],
  ['a 429 of a proxy', () => answer(429, '<html>'), 1, 2],
  ['a 503 of a proxy', () => answer(503, '<html>'), 1, 2],
  ['a 408', () => answer(408, { code: 'client.timeout' }), 1, 2],
  ['a 500', () => answer(500, { code: 'internal.server.error' }), 1, 2],
  ['a 502', () => answer(502), 1, 2],
  ['a 504', () => answer(504, { code: 'request.timeout' }), 1, 2],
  ['a 400', () => answer(400, { code: 'bad.request' }), 1, 1],
  ['a 403', () => answer(403, { code: 'not.authorized' }), 1, 1],
  ['a 404', () => answer(404, { code: 'not.found' }), 1, 1],
  ['a 409', () => answer(409, { code: 'request.conflict' }), 1, 1],
  ['a body that is no answer', () => answer(200, '<html>'), 1, 1],
]

describe('retrying', () => {
  it.each(matrix)('after %s', (_, happens, whenAdding, otherwise) => {
    for (const [operationId, call] of Object.entries(calls)) {
      const { run, sentAtMs } = failing([happens()])

      run(call)

      const expected = adding.includes(operationId) ? whenAdding : otherwise
      expect([operationId, sentAtMs.length]).toEqual([operationId, expected])
    }
  })

  it('waits for a random part of a delay that doubles, at most twice, and tells of it', () => {
    const { run, sentAtMs, events } = failing([answer(500), answer(500), answer(500), answer(500)])

    const { error } = run((api) => api.getOauthClient('c1'))

    expect(sentAtMs).toEqual([0, 250, 750])
    expect(error).toMatchObject({ kind: 'http', status: 500 })
    expect(events.map(({ kind }) => kind)).toEqual([
      ...['request', 'response', 'retry'],
      ...['request', 'response', 'retry'],
      ...['request', 'response', 'end'],
    ])
    expect(events.filter(({ kind }) => kind === 'retry')).toMatchObject([
      { attempt: 1, delayMs: 250 },
      { attempt: 2, delayMs: 500 },
    ])
  })

  it('waits longer than the Retry-After, never less', () => {
    const { run, sentAtMs, events } = failing([answer(503, { code: 'service.unavailable' }, { 'retry-after': '7' })])

    run((api) => api.postOauthClients(body))

    expect(sentAtMs).toEqual([0, 7250])
    expect(events).toContainEqual(expect.objectContaining({ kind: 'directive', retryAfterMs: 7000 }))
  })

  it.each([-1, Number.NaN])('never repeats earlier than directed, also when random gives %s', (drawn) => {
    const directed = answer(503, { code: 'service.unavailable' }, { 'retry-after': '7' })
    const { run, sentAtMs } = failing([directed], { random: () => drawn })

    run((api) => api.getOauthClient('c1'))

    expect(sentAtMs).toEqual([0, 7000])
  })

  it('ends with its own error for a Retry-After above the limit, and keeps what the API said', () => {
    const slow = () => answer(429, { code: 'too.many.requests' }, { 'retry-after': '181' })

    const { error } = failing([slow()]).run((api) => api.getOauthClient('c1'))
    const patient = failing([slow()], { retryAfterLimitMs: 181_000 })

    expect(error).toMatchObject({ kind: 'retry-after-too-long', retryAfterMs: 181_000, cause: { status: 429 } })
    expect(patient.run((api) => api.getOauthClient('c1')).value).toBeDefined()
  })

  it('repeats as often as the call says, after 30 seconds at most, or never', () => {
    const errors = () => Array.from({ length: 9 }, () => answer(500))
    const [often, never] = [failing(errors(), { random: () => 1 }), failing(errors(), { retries: 5 })]

    often.run((api) => api.getOauthClient('c1', { retries: 8 }))
    never.run((api) => api.getOauthClient('c1', { retries: 0 }))

    expect(often.sentAtMs).toEqual([0, 500, 1500, 3500, 7500, 15_500, 31_500, 61_500, 91_500])
    expect(never.sentAtMs).toEqual([0])
  })

  it('takes a deletion for done that finds nothing after one whose answer was lost, and only then', () => {
    const gone = () => answer(404, { code: 'client.not.found', contextId: 'no header: \u65e5' })

    const lost = failing([new Error('reset'), gone()]).run((api) => api.deleteOauthClient('c1'))
    const busy = () => answer(503, { code: 'service.unavailable' })
    const lostFirst = failing([new Error('reset'), busy(), gone()]).run((api) => api.deleteOauthClient('c1'))
    const refused = failing([busy(), gone()]).run((api) => api.deleteOauthClient('c1'))
    const first = failing([gone()]).run((api) => api.deleteOauthClient('c1'))
    const update = failing([new Error('reset'), gone()]).run((api) => api.putOauthClient('c1', body))

    expect([lost, lostFirst]).toEqual([{ value: undefined }, { value: undefined }])
    for (const { error } of [refused, first, update]) expect(error).toMatchObject({ status: 404 })
  })

  it('tells in the whole response of such a deletion that nothing was found, and under which name the vendor has it', () => {
    const gone = answer(404, { code: 'client.not.found' }, { 'inin-correlation-id': 'x1' })

    const { value } = failing([new Error('reset'), gone]).run((api) => api.withResponse.deleteOauthClient('c1'))

    expect(value).toMatchObject({ value: undefined, status: 404, correlationId: 'x1' })
    expect((value as HttpResponse).headers.get('retry-after')).toBeNull()
  })

  it('repeats a login that failed in passing before an operation that adds something: nothing was sent of it', () => {
    const auth = clientCredentials({ clientId: 'id', clientSecret: 's' })
    const script = [new Error('reset'), answer(200, { access_token: 't1', expires_in: 600 })]
    const { run, sentAtMs } = failing(script, { auth, loginUrl: 'https://login.example' })

    const { value } = run((api) => api.postOauthClients(body))

    expect(value).toBeDefined()
    expect(sentAtMs).toHaveLength(3)
  })

  it('repeats a call whose login was throttled to the last, also one that adds something', () => {
    const auth = clientCredentials({ clientId: 'id', clientSecret: 's', throttleRetries: 0 })
    const throttled = answer(400, { error: 'invalid_request', description: 'rate limit exceeded' })
    const script = [throttled, answer(200, { access_token: 't1', expires_in: 600 })]
    const { run, sentAtMs } = failing(script, { auth, loginUrl: 'https://login.example' })

    const { value } = run((api) => api.postOauthClients(body))

    expect(value).toBeDefined()
    expect(sentAtMs).toEqual([0, 250, 250])
  })

  it('stops when it is left during the wait, and leaves no timer', () => {
    const scheduler = new VirtualTimeScheduler()
    const { api, sentAtMs } = failing([answer(500)], { scheduler })

    api.getOauthClient('c1').subscribe().unsubscribe()

    expect(sentAtMs).toHaveLength(1)
    expect(scheduler.actions.filter(({ closed }) => !closed)).toEqual([])
  })

  it.each<[string, Partial<OAuthApiOptions>]>([
    ['retries: number given, but a whole number from 0', { retries: -1 }],
    ['retryAfterLimitMs: number given', { retryAfterLimitMs: -1 }],
    ['random: number given, but a function', { random: 7 as never }],
    ['watch: string given, but observing()', { watch: 'me' as never }],
    ['share: string given, but a boolean', { share: 'yes' as never }],
    ['budget: object given, but createBudget()', { budget: {} as never }],
  ])('says "%s"', (message, options) => {
    expect(() => failing([], options)).toThrow(message)
  })
})
