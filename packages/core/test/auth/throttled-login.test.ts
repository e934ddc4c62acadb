import { of } from 'rxjs'
import type { TestScheduler } from 'rxjs/testing'
import { expect, it } from 'vitest'
import {
  clientCredentials,
  createOAuthApi,
  DeadlineError,
  type HttpRequest,
  type OAuthApiOptions,
} from '../../src/index.ts'
import { answer } from '../answers.ts'
import { marbles } from '../marbles.ts'

/** An api whose login host throttles the first `throttled` logins. */
const apiOf = (scheduler: TestScheduler, throttled: number, options: Partial<OAuthApiOptions> = {}) => {
  const logins: HttpRequest[] = []
  const transport = (request: HttpRequest) => {
    if (!request.url.endsWith('/oauth/token')) return of(answer(200, { entities: [] }))
    logins.push(request)
    const refusal = { error: 'invalid_request', description: 'rate limit exceeded' }
    return of(logins.length > throttled ? answer(200, { access_token: 't1' }) : answer(400, refusal))
  }
  const auth = clientCredentials({ clientId: 'c1', clientSecret: 's1', random: () => 0 })
  const hosts = { apiUrl: 'https://api.example', loginUrl: 'https://login.example' }
  return { api: createOAuthApi({ ...hosts, auth, transport, scheduler, random: () => 0, ...options }), logins }
}

it('lets calls wait for a login that is throttled, one login for all of them', () =>
  marbles(({ expectObservable, flush, scheduler }) => {
    const { api, logins } = apiOf(scheduler, 2)

    expectObservable(api.getOauthClients()).toBe('3s (v|)', { v: { entities: [] } })
    expectObservable(api.getOauthScopes()).toBe('3s (v|)', { v: { entities: [] } })
    flush()

    expect(logins).toHaveLength(3)
  }))

it('ends the wait with the total time of a call', () =>
  marbles(({ expectObservable, flush, scheduler }) => {
    const { api, logins } = apiOf(scheduler, 100, { totalTimeoutMs: 2500 })

    expectObservable(api.getOauthScopes()).toBe('2500ms #', undefined, new DeadlineError(2500))
    flush()

    expect(logins).toHaveLength(2)
  }))

it('tells the throttling in the end', () =>
  marbles(({ expectObservable, flush, scheduler }) => {
    const { api, logins } = apiOf(scheduler, 100, { retries: 0 })

    expectObservable(api.getOauthScopes()).toBe('15s #', undefined, expect.objectContaining({ reason: 'throttled' }))
    flush()

    expect(logins).toHaveLength(5)
  }))
