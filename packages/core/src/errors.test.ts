import { describe, expect, it } from 'vitest'
import {
  CancelledError,
  DeadlineError,
  HttpError,
  isApiError,
  LoginError,
  MalformedAnswerError,
  NetworkError,
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
  new DeadlineError(5),
  new CancelledError(new Error('gone')),
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
    [400, 'rate limit exceeded, try later', true],
    [400, 'Rate limit exceeded', true],
    [429, undefined, true],
    [400, 'the rate limit exceeded nothing', false],
    [401, 'authentication failed', false],
  ])('of status %i and text %j tells throttled: %j', (status, upstreamMessage, throttled) => {
    expect(new LoginError({ status, error: 'invalid_request', upstreamMessage }).throttled).toBe(throttled)
  })
})
