import fc from 'fast-check'
import { of } from 'rxjs'
import { describe, expect, it } from 'vitest'
import { answer } from '../../test/answers.ts'
import { HttpError } from '../errors.ts'
import { bearerToken, createCall, explaining, getOauthClient } from '../operations.ts'

const read = (status: number, body: unknown, headers = {}, token = 'token-1234'): HttpError => {
  const transport = () => of(answer(status, body, headers))
  const auth = bearerToken(token)
  const call = createCall({ apiUrl: 'https://a.example', auth, transport, layers: [explaining()] })
  const errors: HttpError[] = []
  getOauthClient(call, 'c1').subscribe({ error: (error) => errors.push(error) })
  return errors[0] ?? expect.unreachable()
}

describe('explaining', () => {
  it('reads all that the API tells, and keeps its text out of the message', () => {
    const body = {
      message: 'No client with id 7',
      code: 'not.found',
      status: 404,
      contextId: 'from-body',
      details: [{ errorCode: 'e', fieldName: 'f', entityId: 'i', entityName: 'n', more: 1 }],
    }

    const error = read(404, body, { 'ININ-Correlation-Id': 'from-header' })

    expect(error).toMatchObject({
      kind: 'http',
      operationId: 'getOauthClient',
      status: 404,
      code: 'not.found',
      correlationId: 'from-header',
      missingPermissions: [],
      details: [{ errorCode: 'e', fieldName: 'f', entityId: 'i', entityName: 'n' }],
      upstreamMessage: 'No client with id 7',
      message: 'getOauthClient was answered with status 404',
    })
  })

  it('finds the correlation id in the body when no header has it', () => {
    expect(read(404, { contextId: 'from-body' }).correlationId).toBe('from-body')
  })

  it('takes the token out of a refusal that repeats it', () => {
    expect(read(400, { message: 'bad header token-1234' }).upstreamMessage).toBe('bad header [redacted]')
  })

  it('takes the token out also where it is escaped', () => {
    const body = '{"message":"token\\u002d1234","details":[{"token\\u002d1234":"\\u0074oken-1234"}]}'

    expect(JSON.stringify(read(400, body))).not.toContain('token-1234')
    expect(read(400, body).details).toEqual([{ '[redacted]': '[redacted]' }])
  })

  it.each(['token-1234', 'short'])('bears a body nested a hundred thousand levels deep, with the token %s', (token) => {
    const nested = `${'['.repeat(100_000)}${']'.repeat(100_000)}`

    const error = read(403, `{"code":"missing.permissions","messageParams":${nested}}`, {}, token)

    expect(error).toMatchObject({ status: 403, missingPermissions: [] })
  })

  it('leaves a refusal alone that holds by chance what is too short for a token', () => {
    expect(read(401, { code: 'bad.credentials' }, {}, 'bad').code).toBe('bad.credentials')
  })

  it('reads how long to wait', () => {
    expect(read(429, {}, { 'Retry-After': '3' }).retryAfterMs).toBe(3000)
  })

  it.each([
    ['parameters', { messageParams: { permissions: 'oauth:client:add, oauth:client:view' }, message: 'Missing some' }],
    ['a bracketed list', { message: 'Unable to perform: missing [oauth:client:add, oauth:client:view]' }],
    ['parameters in brackets', { messageParams: { list: '[oauth:client:add,oauth:client:view]', user: 'x' } }],
  ])('finds the missing permissions in %s', (_, body) => {
    for (const code of ['missing.permissions', 'missing.any.permissions', 'missing.any.division.permissions']) {
      expect(read(403, { ...body, code }).missingPermissions).toEqual(['oauth:client:add', 'oauth:client:view'])
    }
  })

  it('names no permissions when the refusal is about something else', () => {
    expect(read(403, { code: 'not.authorized', message: 'No [oauth:client:add]' }).missingPermissions).toEqual([])
    expect(read(403, { code: 'missing.permissions', message: 'Somehow [no]' }).missingPermissions).toEqual([])
  })

  it.each([
    '',
    '<html>Bad gateway</html>',
    'null',
    '[]',
    '"text"',
    '{"cut',
    '{"details":{},"code":4,"message":[]}',
    '{"code":{"toString":1}}',
  ])('bears the body %s', (body) => {
    const error = read(502, body)

    expect(error).toMatchObject({ status: 502, details: [], missingPermissions: [] })
    expect([error.code, error.upstreamMessage, error.correlationId]).toEqual([undefined, undefined, undefined])
  })

  it('is what an error lacks whose call goes without it, beside the status and the correlation id', () => {
    const transport = () => of(answer(404, { code: 'not.found' }, { 'inin-correlation-id': 'c' }))
    const call = createCall({ apiUrl: 'https://a.example', auth: bearerToken('t1'), transport })
    const errors: unknown[] = []

    getOauthClient(call, 'c1').subscribe({ error: (error) => errors.push(error) })

    expect(errors).toEqual([
      new HttpError({
        operationId: 'getOauthClient',
        status: 404,
        correlationId: 'c',
        missingPermissions: [],
        details: [],
      }),
    ])
  })

  it('bears any JSON at all, and each field is of its type or absent', () => {
    const field = fc.jsonValue()
    const body = fc.record(
      { message: field, code: field, contextId: field, details: field, messageParams: field, errors: field },
      { requiredKeys: [] },
    )

    fc.assert(
      fc.property(fc.oneof(body, fc.jsonValue()), (value) => {
        const error = read(400, value)

        for (const text of [error.code, error.correlationId, error.upstreamMessage]) {
          expect(['string', 'undefined']).toContain(typeof text)
        }
        expect(error.details.every((detail) => typeof detail === 'object')).toBe(true)
      }),
    )
  })
})
