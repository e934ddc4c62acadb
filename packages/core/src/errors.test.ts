import { describe, expect, it } from 'vitest'
import {
  AuthorizationError,
  CancelledError,
  DeadlineError,
  HttpError,
  isApiError,
  LoginError,
  LoginRequiredError,
  MalformedAnswerError,
  MaxPollsError,
  NetworkError,
  ResumeTokenError,
  RetryAfterTooLongError,
  TimeoutError,
  UsageExecutionFailedError,
} from './errors.ts'

const errors = [
  new HttpError({ operationId: 'getOauthScopes', status: 404, missingPermissions: [], details: [] }),
  new NetworkError('getOauthScopes', new Error('reset')),
  new TimeoutError('getOauthScopes', 5),
  new MalformedAnswerError('getOauthScopes', 200, 'c'),
  new LoginError({ status: 400, error: 'invalid_client' }),
  new LoginRequiredError('no-login'),
  new AuthorizationError('refused', 'access_denied'),
  new DeadlineError(5),
  new CancelledError(new Error('gone')),
  new MaxPollsError(3),
  new ResumeTokenError('expired'),
  new RetryAfterTooLongError(7, 5, new Error('cause')),
  new UsageExecutionFailedError({ clientId: 'c', executionId: 'e', polls: 1, elapsedMs: 5 }),
]

describe('isApiError', () => {
  it('knows every error of the union, by kinds and names of their own', () => {
    expect(errors.every(isApiError)).toBe(true)
    expect(new Set(errors.map((error) => error.kind)).size).toBe(errors.length)
    expect(errors.map((error) => error.name)).toEqual(errors.map((error) => error.constructor.name))
  })

  it('knows the errors of another copy of the package', () => {
    expect(isApiError(Object.assign(new Error('from a copy'), { kind: 'timeout' }))).toBe(true)
  })

  it.each([
    [new Error('plain')],
    [Object.assign(new Error('of others'), { kind: 'fault' })],
    [{ kind: 'http' }],
    ['http'],
    [null],
    [undefined],
  ])('does not know %o', (value) => {
    expect(isApiError(value)).toBe(false)
  })
})

describe('LoginError', () => {
  it.each([
    [400, 'invalid_request', 'rate limit exceeded, try later', 'throttled'],
    [400, 'invalid_request', 'Rate limit exceeded', 'throttled'],
    [429, 'unknown', undefined, 'throttled'],
    [400, 'invalid_request', 'the rate limit exceeded nothing', 'refused'],
    [400, 'invalid_client', 'client not found', 'unknown-client-or-region'],
    [401, 'invalid_client', 'Client not found: c1', 'unknown-client-or-region'],
    [401, 'invalid_client', 'authentication failed', 'wrong-secret'],
    [401, 'invalid_client', undefined, 'refused'],
    [400, 'unauthorized_client', 'client not found', 'refused'],
  ])('of status %i, error %s and text %j tells %s', (status, error, upstreamMessage, reason) => {
    const told = new LoginError({ status, error, upstreamMessage })

    expect(told.reason).toBe(reason)
    expect(told.throttled).toBe(reason === 'throttled')
  })
})
