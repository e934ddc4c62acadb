import { map, type Observable } from 'rxjs'
import { LoginError, MalformedAnswerError } from '../errors.ts'
import { correlationIdOf, isSuccess, parseObject, textOf } from '../http/json.ts'
import { redact } from '../http/redact.ts'
import { retryAfter } from '../http/retry-after.ts'
import type { Send } from '../http/send.ts'
import type { HttpRequest, HttpResponse } from '../http/transport.ts'
import { never } from '../never.ts'
import { isToken } from './bearer-token.ts'
import type { Token } from './renewable-token.ts'

/** What is asked of the login host's `/oauth/token`. */
export interface TokenQuestion {
  readonly loginUrl: string
  /** Its `grant_type` and what that needs. */
  readonly form: Readonly<Record<string, string>>
  readonly clientId: string
  /** Sent as HTTP Basic; without one nothing is. */
  readonly clientSecret?: string
}

/** An access token, and with it, for the code grant, what gets the next one. */
export interface Grant extends Token {
  readonly refreshToken?: string
}

/**
 * One exchange at the token endpoint. Errors with LoginError for a refusal, from which every secret of the question is
 * taken out, and MalformedAnswerError for an answer without a token. Source: API facts, section 5.
 */
export const exchangeToken = (send: Send, question: TokenQuestion, nowMs: () => number): Observable<Grant> => {
  const { form, clientId, clientSecret } = question
  const basic = clientSecret === undefined ? undefined : base64(`${clientId}:${clientSecret}`)
  const secrets = [clientSecret, basic, form.code, form.code_verifier, form.refresh_token]
    .filter((secret) => secret !== undefined)
    // As they are and as a form has them; both as JSON has them, between its quotes.
    .flatMap((secret) => [secret, String(new URLSearchParams({ '': secret })).slice(1)])
    .map((secret) => JSON.stringify(secret).slice(1, -1))
  const request = tokenRequest(question, basic)
  const askedAtMs = nowMs()
  return send('postOauthToken', request).pipe(map((answer) => readGrant(answer, secrets, askedAtMs)))
}

const tokenRequest = ({ loginUrl, form }: TokenQuestion, basic: string | undefined): HttpRequest => ({
  method: 'POST',
  url: `${loginUrl}/oauth/token`,
  headers: {
    accept: 'application/json',
    ...(basic !== undefined && { authorization: `Basic ${basic}` }),
    'content-type': 'application/x-www-form-urlencoded',
  },
  body: new URLSearchParams(form).toString(),
})

const base64 = (text: string): string => btoa(String.fromCodePoint(...new TextEncoder().encode(text)))

const readGrant = (response: HttpResponse, secrets: readonly string[], askedAtMs: number): Grant => {
  const isGiven = isSuccess(response)
  const body = parseObject(isGiven ? response.text : secrets.reduce(redact, response.text))
  const correlationId = correlationIdOf(response)
  if (!isGiven) {
    throw new LoginError({
      status: response.status,
      error: textOf(body?.error) ?? 'unknown',
      upstreamMessage: textOf(body?.error_description) ?? textOf(body?.description),
      correlationId,
      retryAfterMs: retryAfter(response.headers.get('retry-after'), askedAtMs),
    })
  }
  const value = body?.access_token
  const isBearer = body?.token_type === undefined || /^bearer$/i.test(textOf(body.token_type) ?? '')
  if (!isToken(value) || !isBearer) throw new MalformedAnswerError('postOauthToken', response.status, correlationId)
  const refreshToken = textOf(body?.refresh_token)
  const lifeMs = Number(body?.expires_in) * 1000
  if (!(lifeMs > 0)) return { value, refreshToken, renewAtMs: never, expiresAtMs: never }
  const expiresAtMs = askedAtMs + lifeMs
  return { value, refreshToken, renewAtMs: expiresAtMs - Math.min(lifeMs / 10, 60_000), expiresAtMs }
}
