import { map, type SchedulerLike } from 'rxjs'
import { LoginError, MalformedAnswerError } from '../errors.ts'
import { correlationIdOf, isSuccess, parseObject, textOf } from '../http/json.ts'
import { redact } from '../http/redact.ts'
import { retryAfter } from '../http/retry-after.ts'
import type { Send } from '../http/send.ts'
import type { HttpRequest, HttpResponse } from '../http/transport.ts'
import type { TokenSource } from '../http/with-token.ts'
import { refuse } from '../refuse.ts'
import type { Auth } from './auth.ts'
import { isToken } from './bearer-token.ts'
import { renewableToken, type Token } from './renewable-token.ts'

/** A client of grant type CLIENT-CREDENTIALS. */
export interface ClientCredentials {
  readonly clientId: string
  readonly clientSecret: string
  /** The clock that tokens age by; that of the api by default. */
  readonly scheduler?: SchedulerLike
}

/**
 * Logs in as a client, when the first token is needed. One token request is in flight at a time, for any number of
 * waiters. Renews early, with a tenth of the token's life or 60 s to go, whichever is less; and once after a 401. Errors
 * with LoginError. Belongs to one login host: connecting it to an api of another one throws a TypeError.
 * Source: API facts, section 5.
 */
export const clientCredentials = ({ clientId, clientSecret, scheduler }: ClientCredentials): Auth => {
  if (typeof clientId !== 'string' || !/^[^:\s]+$/.test(clientId)) {
    throw refuse('clientId', clientId, 'the id of a client, without colons and spaces,')
  }
  if (typeof clientSecret !== 'string' || clientSecret === '') {
    throw refuse('clientSecret', clientSecret, 'a string that is not empty')
  }
  const basic = base64(`${clientId}:${clientSecret}`)
  let host: string | undefined
  let tokens: TokenSource | undefined

  const login = (send: Send, request: HttpRequest, askedAtMs: number) =>
    send('postOauthToken', request).pipe(
      map((response) => readToken(redact(redact(response, clientSecret), basic), askedAtMs)),
    )

  return {
    connect: ({ loginUrl, send, scheduler: clockOfApi }) => {
      if (loginUrl === undefined) throw refuse('loginUrl', loginUrl, 'the URL of the login host')
      if (tokens !== undefined && host !== loginUrl) {
        throw new TypeError(`auth: these clientCredentials log in at ${host}; make others for ${loginUrl}`)
      }
      host = loginUrl
      const nowMs = () => (scheduler ?? clockOfApi).now()
      const request = tokenRequest(loginUrl, basic)
      tokens ??= renewableToken(() => login(send, request, nowMs()), nowMs)
      return tokens
    },
  }
}

const tokenRequest = (loginUrl: string, basic: string): HttpRequest => ({
  method: 'POST',
  url: `${loginUrl}/oauth/token`,
  headers: {
    accept: 'application/json',
    authorization: `Basic ${basic}`,
    'content-type': 'application/x-www-form-urlencoded',
  },
  body: 'grant_type=client_credentials',
})

const base64 = (text: string): string => btoa(String.fromCodePoint(...new TextEncoder().encode(text)))

const readToken = (response: HttpResponse, askedAtMs: number): Token => {
  const body = parseObject(response.text)
  const correlationId = correlationIdOf(response)
  if (!isSuccess(response)) {
    throw new LoginError({
      status: response.status,
      error: textOf(body?.error) ?? 'unknown',
      upstreamMessage: textOf(body?.error_description) ?? textOf(body?.description),
      correlationId,
      retryAfterMs: retryAfter(response.headers.get('retry-after'), askedAtMs),
    })
  }
  const value = body?.access_token
  const isBearer = body?.token_type === undefined || /^bearer$/i.test(String(body.token_type))
  if (!isToken(value) || !isBearer) throw new MalformedAnswerError('postOauthToken', response.status, correlationId)
  const lifeMs = Number(body?.expires_in) * 1000
  if (!(lifeMs > 0)) return { value, renewAtMs: Number.POSITIVE_INFINITY, expiresAtMs: Number.POSITIVE_INFINITY }
  const expiresAtMs = askedAtMs + lifeMs
  return { value, renewAtMs: expiresAtMs - Math.min(lifeMs / 10, 60_000), expiresAtMs }
}
