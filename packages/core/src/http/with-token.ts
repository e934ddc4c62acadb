import { catchError, mergeMap, type Observable } from 'rxjs'
import type { HttpError } from '../errors.ts'
import type { HttpResponse } from './transport.ts'

/**
 * Where access tokens come from: emits one token and completes. `refused` is a token that the API answered 401 to; the
 * same token again means that there is no other.
 */
export type TokenSource = (refused?: string) => Observable<string>

/**
 * Makes an exchange with an access token. A 401 is answered by renewing the token and making the exchange once more:
 * harmless for every operation, since the API refused before it acted. A second 401 is the answer, and so is the first
 * one when there is no other token.
 */
export const withToken = (
  tokens: TokenSource,
  exchange: (token: string) => Observable<HttpResponse>,
): Observable<HttpResponse> =>
  tokens().pipe(
    mergeMap((token) =>
      exchange(token).pipe(
        catchError((error: HttpError) => {
          if (error.status !== 401) throw error
          return tokens(token).pipe(
            mergeMap((next) => {
              if (next === token) throw error
              return exchange(next)
            }),
          )
        }),
      ),
    ),
  )
