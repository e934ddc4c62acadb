import { concat, mergeMap, NEVER, type Observable, of, retry, take, timer } from 'rxjs'
import { type RunHelpers, TestScheduler } from 'rxjs/testing'
import { describe, expect, it } from 'vitest'
import { answer } from '../../test/answers.ts'
import { marbles } from '../../test/marbles.ts'
import { tokensOf } from '../../test/tokens-of.ts'
import { LoginError, MalformedAnswerError, NetworkError, TimeoutError } from '../errors.ts'
import { createSend } from '../http/send.ts'
import type { HttpRequest, HttpResponse } from '../http/transport.ts'
import { type ClientCredentials, clientCredentials } from './client-credentials.ts'

const loginUrl = 'https://login.example'
const given = { clientId: 'id-1', clientSecret: 's3cret' }
const throttled = { error: 'invalid_request', error_description: 'Rate limit exceeded: wait', description: 'x' }
const granted = (token: string, expiresIn?: unknown) =>
  answer(200, { access_token: token, token_type: 'bearer', expires_in: expiresIn })

/** An Auth in virtual time, whose logins are answered in turn; the last answer again and again. */
const connect = (
  scheduler: TestScheduler,
  logins: Observable<HttpResponse>[],
  timeoutMs = 10_000,
  patience: Partial<ClientCredentials> = {},
) => {
  const requests: HttpRequest[] = []
  const transport = (request: HttpRequest) => {
    requests.push(request)
    return logins[Math.min(requests.length, logins.length) - 1] ?? NEVER
  }
  const send = createSend({ transport, timeoutMs, scheduler, watch: undefined })
  const auth = clientCredentials({ ...given, random: () => 0, ...patience })
  return { requests, tokens: tokensOf(auth.connect({ loginUrl, send, scheduler })) }
}

/** A login that takes 2 ms. */
const loginIn = ({ cold }: RunHelpers, token: string, expiresIn?: unknown) =>
  cold('--(t|)', { t: granted(token, expiresIn) })

/** Asks for a token at a time of the virtual clock, telling the token that was refused if any. */
const at = <T>(ms: number, ask: () => Observable<T>) => timer(ms).pipe(mergeMap(ask))

describe('clientCredentials', () => {
  it('logs in with a form and HTTP Basic, not before a token is needed', () =>
    marbles((helpers) => {
      const { tokens, requests } = connect(helpers.scheduler, [loginIn(helpers, 'x', 3600)])

      const needed = tokens()
      expect(requests).toEqual([])
      helpers.expectObservable(needed).toBe('--(x|)')
      helpers.flush()

      expect(requests).toEqual([
        {
          method: 'POST',
          url: 'https://login.example/oauth/token',
          headers: {
            accept: 'application/json',
            authorization: `Basic ${Buffer.from('id-1:s3cret').toString('base64')}`,
            'content-type': 'application/x-www-form-urlencoded',
          },
          body: 'grant_type=client_credentials',
        },
      ])
    }))

  it('encodes what is not ASCII as UTF-8', () =>
    marbles(({ scheduler }) => {
      const requests: HttpRequest[] = []
      const send = (_: unknown, request: HttpRequest) => {
        requests.push(request)
        return NEVER
      }

      const auth = clientCredentials({ clientId: 'id', clientSecret: 'pässwörd' })
      tokensOf(auth.connect({ loginUrl, send, scheduler }))().subscribe()

      expect(requests[0]?.headers.authorization).toBe(`Basic ${Buffer.from('id:pässwörd').toString('base64')}`)
    }))

  it('makes one login for all who wait, and for those who come later', () =>
    marbles((helpers) => {
      const login = loginIn(helpers, 'x', 3600)
      const { tokens } = connect(helpers.scheduler, [login])

      helpers.expectObservable(tokens()).toBe('--(x|)')
      helpers.expectObservable(tokens(), '-^').toBe('--(x|)')
      helpers.expectObservable(tokens(), '-----^').toBe('-----(x|)')
      helpers.expectSubscriptions(login.subscriptions).toBe('^-!')
    }))

  it('goes on for the others when one who waits leaves, and aborts when the last one leaves', () =>
    marbles((helpers) => {
      const shared = helpers.cold('----(t|)', { t: granted('x') })
      const left = helpers.cold('----(t|)', { t: granted('x') })
      const one = connect(helpers.scheduler, [shared])
      const other = connect(helpers.scheduler, [left])

      helpers.expectObservable(one.tokens(), '-!').toBe('')
      helpers.expectObservable(one.tokens()).toBe('----(x|)')
      helpers.expectSubscriptions(shared.subscriptions).toBe('^---!')
      helpers.expectObservable(other.tokens(), '-!').toBe('')
      helpers.expectObservable(other.tokens(), '--!').toBe('')
      helpers.expectObservable(other.tokens(), '------^').toBe('----------(x|)')
      helpers.expectSubscriptions(left.subscriptions).toBe(['^-!', '------^---!'])
    }))

  it('renews with a tenth of a short life to go', () =>
    marbles((helpers) => {
      const { tokens } = connect(helpers.scheduler, [loginIn(helpers, 'x', 1), loginIn(helpers, 'y', 1)])

      helpers.expectObservable(tokens()).toBe('--(x|)')
      helpers.expectObservable(at(899, () => tokens())).toBe('899ms (x|)')
      helpers.expectObservable(at(900, () => tokens())).toBe('902ms (y|)')
    }))

  it('renews with 60 s of a long life to go', () =>
    marbles((helpers) => {
      const { tokens } = connect(helpers.scheduler, [loginIn(helpers, 'x', 86_400), loginIn(helpers, 'y', 86_400)])

      helpers.expectObservable(tokens()).toBe('--(x|)')
      helpers.expectObservable(at(86_339_999, () => tokens())).toBe('86339999ms (x|)')
      helpers.expectObservable(at(86_340_000, () => tokens())).toBe('86340002ms (y|)')
    }))

  it('uses the old token while an early renewal fails, and puts the next one off by half of what is left', () =>
    marbles((helpers) => {
      const down = helpers.cold<HttpResponse>('-#', undefined, new Error('down'))
      const { tokens, requests } = connect(helpers.scheduler, [
        loginIn(helpers, 'x', 1),
        down,
        loginIn(helpers, 'y', 1),
      ])

      helpers.expectObservable(tokens()).toBe('--(x|)')
      helpers.expectObservable(at(900, () => tokens())).toBe('901ms (x|)')
      helpers.expectObservable(at(950, () => tokens())).toBe('950ms (x|)')
      helpers.expectObservable(at(951, () => tokens())).toBe('953ms (y|)')
      helpers.flush()

      expect(requests).toHaveLength(3)
    }))

  it('keeps nobody waiting for an early renewal that is throttled, while the old token is good', () =>
    marbles((helpers) => {
      const refused = of(answer(400, throttled, { 'retry-after': '4' }))
      const { tokens, requests } = connect(helpers.scheduler, [loginIn(helpers, 'x', 1), refused])

      helpers.expectObservable(tokens()).toBe('--(x|)')
      helpers.expectObservable(at(900, () => tokens())).toBe('900ms (x|)')
      helpers.expectObservable(at(949, () => tokens())).toBe('949ms (x|)')
      helpers.flush()

      expect(requests).toHaveLength(2)
    }))

  it('errors when the renewal of an expired token fails', () =>
    marbles((helpers) => {
      const cause = new Error('down')
      const down = helpers.cold<HttpResponse>('-#', undefined, cause)
      const { tokens } = connect(helpers.scheduler, [loginIn(helpers, 'x', 1), down])

      helpers.expectObservable(tokens()).toBe('--(x|)')
      helpers
        .expectObservable(at(1000, () => tokens()))
        .toBe('1001ms #', undefined, new NetworkError('postOauthToken', cause))
    }))

  it.each([[undefined], [null], ['soon'], [0], [-5]])('keeps a token until a 401 when its life is %j', (expiresIn) =>
    marbles((helpers) => {
      const { tokens } = connect(helpers.scheduler, [loginIn(helpers, 'x', expiresIn), loginIn(helpers, 'y')])

      helpers.expectObservable(tokens()).toBe('--(x|)')
      helpers.expectObservable(at(10 ** 9, () => tokens())).toBe('1000000000ms (x|)')
      helpers.expectObservable(at(10 ** 9 + 5, () => tokens('x'))).toBe('1000000007ms (y|)')
    }),
  )

  it('renews once for all whose 401 was for the same token, and not at all for one that is replaced', () =>
    marbles((helpers) => {
      const renewal = loginIn(helpers, 'y', 3600)
      const { tokens, requests } = connect(helpers.scheduler, [loginIn(helpers, 'x', 3600), renewal])

      helpers.expectObservable(tokens()).toBe('--(x|)')
      helpers.expectObservable(at(5, () => tokens('x'))).toBe('-------(y|)')
      helpers.expectObservable(at(6, () => tokens('x'))).toBe('-------(y|)')
      helpers.expectObservable(at(6, () => tokens())).toBe('-------(y|)')
      helpers.expectObservable(at(9, () => tokens('x'))).toBe('---------(y|)')
      helpers.expectSubscriptions(renewal.subscriptions).toBe('-----^-!')
      helpers.flush()

      expect(requests).toHaveLength(2)
    }))

  it('never uses a refused token again, also when its renewal fails', () =>
    marbles((helpers) => {
      const refusal = helpers.cold('-(r|)', { r: answer(401, { error: 'invalid_client' }) })
      const { tokens } = connect(helpers.scheduler, [loginIn(helpers, 'x', 3600), refusal, loginIn(helpers, 'y', 3600)])
      const error = new LoginError({ status: 401, error: 'invalid_client' })

      helpers.expectObservable(tokens()).toBe('--(x|)')
      helpers.expectObservable(at(5, () => tokens('x'))).toBe('------#', undefined, error)
      helpers.expectObservable(at(8, () => tokens())).toBe('----------(y|)')
    }))

  it('does not keep an error: who asks from inside it starts one login, shared with the next', () =>
    marbles((helpers) => {
      const refusal = helpers.cold('-(r|)', { r: answer(503) })
      const login = loginIn(helpers, 'x', 3600)
      const { tokens, requests } = connect(helpers.scheduler, [refusal, login])

      helpers.expectObservable(tokens().pipe(retry(1))).toBe('---(x|)')
      helpers.expectObservable(tokens().pipe(retry(1))).toBe('---(x|)')
      helpers.expectObservable(at(2, () => tokens())).toBe('---(x|)')
      helpers.flush()

      expect(requests).toHaveLength(2)
    }))

  it('serves one who leaves inside next and one who asks again inside next', () =>
    marbles((helpers) => {
      const { tokens, requests } = connect(helpers.scheduler, [loginIn(helpers, 'x', 3600)])

      helpers.expectObservable(tokens().pipe(take(1))).toBe('--(x|)')
      helpers.expectObservable(tokens().pipe(mergeMap((token) => concat(of(token), tokens())))).toBe('--(xx|)')
      helpers.flush()

      expect(requests).toHaveLength(1)
    }))

  it('gives who asks again inside next the same token, also when it is due at once', () =>
    marbles((helpers) => {
      const { tokens, requests } = connect(helpers.scheduler, [loginIn(helpers, 'x', 0.001)])

      helpers.expectObservable(tokens().pipe(mergeMap((token) => concat(of(token), tokens())))).toBe('--(xx|)')
      helpers.flush()

      expect(requests).toHaveLength(1)
    }))

  it('gives a token that is there at once', () =>
    marbles(({ expectObservable, scheduler }) => {
      const { tokens, requests } = connect(scheduler, [of(granted('x', 3600))])

      expectObservable(concat(tokens(), tokens())).toBe('(xx|)')
      scheduler.flush()

      expect(requests).toHaveLength(1)
    }))

  it('errors when the login host never answers', () =>
    marbles(({ expectObservable, scheduler }) => {
      const { tokens } = connect(scheduler, [NEVER], 7)

      expectObservable(tokens()).toBe('-------#', undefined, new TimeoutError('postOauthToken', 7))
    }))

  it('tells a wrong secret, in either status that the login host may use', () =>
    marbles(({ expectObservable, scheduler }) => {
      for (const status of [400, 401]) {
        const body = { error: 'invalid_client', description: 'authentication failed' }
        const { tokens } = connect(scheduler, [of(answer(status, body, { 'inin-correlation-id': 'c' }))])

        expectObservable(tokens()).toBe(
          '#',
          undefined,
          expect.objectContaining({
            kind: 'login',
            status,
            error: 'invalid_client',
            upstreamMessage: 'authentication failed',
            correlationId: 'c',
            throttled: false,
            reason: 'wrong-secret',
          }),
        )
      }
    }))

  it('waits while the login host throttles: as directed, or else longer each time', () =>
    marbles((helpers) => {
      const directed = answer(400, throttled, { 'retry-after': '4' })
      const { tokens, requests } = connect(helpers.scheduler, [
        helpers.cold('(r|)', { r: answer(400, throttled) }),
        helpers.cold('(r|)', { r: answer(429, throttled) }),
        helpers.cold('(r|)', { r: directed }),
        loginIn(helpers, 'x', 3600),
      ])

      helpers.expectObservable(tokens()).toBe('7002ms (x|)')
      helpers.flush()

      expect(requests).toHaveLength(4)
    }))

  it.each([-1, Number.NaN])('never logs in earlier than directed, also when random gives %s', (drawn) =>
    marbles((helpers) => {
      const directed = of(answer(400, throttled, { 'retry-after': '4' }))
      const patience = { random: () => drawn }
      const { tokens } = connect(helpers.scheduler, [directed, loginIn(helpers, 'x', 3600)], 10_000, patience)

      helpers.expectObservable(tokens()).toBe('4002ms (x|)')
    }),
  )

  it('tells no secret that a refusal repeats, however it writes it', () => {
    const clientSecret = 'top"secret\\with/signs'
    const written = JSON.stringify(clientSecret).replaceAll('/', '\\/').slice(1, -1)
    const form = new URLSearchParams({ clientSecret })
    const body = `{"error":"invalid_client","description":"${written} ${form}"}`
    const errors: LoginError[] = []

    const { tokens } = connect(new TestScheduler(() => {}), [of(answer(400, body))], 10_000, { clientSecret })
    tokens().subscribe({ error: (error) => errors.push(error) })

    expect(errors).toMatchObject([{ kind: 'login', upstreamMessage: '[redacted] clientSecret=[redacted]' }])
  })

  it('ends the wait with the last one who waits', () =>
    marbles((helpers) => {
      const { tokens, requests } = connect(helpers.scheduler, [of(answer(400, throttled))])

      helpers.expectObservable(tokens(), '500ms !').toBe('')
      helpers.flush()

      expect(requests).toHaveLength(1)
    }))

  it.each([
    ['after the retries', { throttleRetries: 2 }, {}, '3s #', 3],
    ['at once without retries', { throttleRetries: 0 }, { 'retry-after': '4' }, '#', 1],
    ['at once when it is to wait for more than three minutes', {}, { 'retry-after': '181' }, '#', 1],
  ])('tells that the login host throttles %s', (_, options, headers, diagram, asked) =>
    marbles(({ expectObservable, flush, scheduler }) => {
      const { tokens, requests } = connect(scheduler, [of(answer(400, throttled, headers))], 10_000, options)

      expectObservable(tokens()).toBe(
        diagram,
        undefined,
        expect.objectContaining({ kind: 'login', throttled: true, reason: 'throttled', error: 'invalid_request' }),
      )
      flush()

      expect(requests).toHaveLength(asked)
    }),
  )

  it.each(['', '<html>', '[]', '{"error":7}'])('bears a refusal with the body %j', (body) =>
    marbles(({ expectObservable, scheduler }) => {
      const { tokens } = connect(scheduler, [of(answer(502, body))])

      expectObservable(tokens()).toBe('#', undefined, new LoginError({ status: 502, error: 'unknown' }))
    }),
  )

  it.each([
    '',
    '<html>',
    '{}',
    '{"access_token":7}',
    '{"access_token":"a b"}',
    '{"access_token":"a","token_type":"mac"}',
    '{"access_token":"a","token_type":{"toString":1}}',
  ])('calls a login answered with %j malformed', (body) =>
    marbles(({ expectObservable, scheduler }) => {
      const { tokens } = connect(scheduler, [of(answer(200, body))])

      expectObservable(tokens()).toBe('#', undefined, new MalformedAnswerError('postOauthToken', 200))
    }),
  )

  it.each(['bearer', 'Bearer', 'BEARER', undefined])('takes the token type %s', (tokenType) =>
    marbles(({ expectObservable, scheduler }) => {
      const { tokens } = connect(scheduler, [of(answer(200, { access_token: 'x', token_type: tokenType }))])

      expectObservable(tokens()).toBe('(x|)')
    }),
  )

  it('goes by a clock of its own when it is given one', () =>
    marbles(({ expectObservable, scheduler }) => {
      const clock = { now: () => nowMs, schedule: scheduler.schedule.bind(scheduler) }
      let nowMs = 0
      let logins = 0
      const send = () => of(granted(`${++logins}`, 100))
      const auth = clientCredentials({ ...given, scheduler: clock })
      const tokens = tokensOf(auth.connect({ loginUrl, send, scheduler }))

      expectObservable(tokens()).toBe('(1|)')
      scheduler.flush()
      nowMs = 95_000
      expectObservable(tokens()).toBe('(2|)')
      scheduler.flush()
    }))

  it('gives one token to all apis that share it, and refuses an api of another login host', () =>
    marbles((helpers) => {
      const { scheduler } = helpers
      const login = loginIn(helpers, 'x', 3600)
      const auth = clientCredentials(given)
      const access = { loginUrl, send: () => login, scheduler }

      helpers.expectObservable(tokensOf(auth.connect(access))()).toBe('--(x|)')
      helpers.expectObservable(tokensOf(auth.connect({ ...access, send: () => NEVER }))()).toBe('--(x|)')

      expect(() => auth.connect({ ...access, loginUrl: 'https://other.example' })).toThrow(
        new TypeError('auth: this one logs in at https://login.example; make another for https://other.example'),
      )
    }))

  it('refuses what cannot be credentials, without telling it', () => {
    const secret = 'do-not-tell'

    for (const bad of ['', 'a:b', 'a b', 7, undefined]) {
      const make = () => clientCredentials({ clientId: bad as string, clientSecret: secret })
      expect(make).toThrow(/^clientId: (an empty string|string|number|undefined) given, but the id of a client/)
      expect(make).not.toThrow(/do-not-tell/)
    }
    for (const throttleRetries of [-1, 1.5, Number.NaN, '4' as unknown as number]) {
      expect(() => clientCredentials({ ...given, throttleRetries })).toThrow(/^throttleRetries: (number|string) given/)
    }
    expect(() => clientCredentials({ clientId: 'id', clientSecret: '' })).toThrow(
      /^clientSecret: an empty string given/,
    )
  })
})
