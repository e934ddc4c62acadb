import type { Observable, Subscription } from 'rxjs'
import type { HttpError } from '../errors.ts'
import type { Failed } from './exchange.ts'

/**
 * Where access tokens come from: gives one token, or an Observable that emits one and completes. `refused` is a token
 * that the API answered 401 to; the same token again means that there is no other. `call` is the same for all requests
 * of a call, repeats included.
 */
export type TokenSource = (refused?: string, call?: object) => string | Observable<string>

/**
 * Makes an exchange with an access token. A 401 is answered by renewing the token and making the exchange once more:
 * harmless for every operation, since the API refused before it acted. A second 401 is the answer, and so is the first
 * one when there is no other token.
 */
export const withToken = (
  tokens: TokenSource,
  link: Subscription,
  exchange: (token: string, fail: Failed) => void,
  fail: Failed,
): void => {
  const ask = (use: (token: string) => void, refused?: string) => {
    const given = tokens(refused, link)
    if (typeof given === 'string') use(given)
    else link.add(given.subscribe({ next: use, error: fail }))
  }
  ask((token) =>
    exchange(token, (refusal) => {
      if ((refusal as Partial<HttpError>).status !== 401) return fail(refusal)
      ask((other) => (other === token ? fail(refusal) : exchange(other, fail)), token)
    }),
  )
}
