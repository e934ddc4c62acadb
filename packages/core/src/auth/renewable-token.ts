import { catchError, defer, map, type Observable, of, ReplaySubject, share, tap, throwIfEmpty } from 'rxjs'
import type { TokenSource } from '../http/with-token.ts'

/** An access token and its times, in milliseconds of the clock; Infinity when not known. */
export interface Token {
  readonly value: string
  /** From here on it is still good, but a new one is asked for. */
  readonly renewAtMs: number
  readonly expiresAtMs: number
}

/**
 * Keeps one token for all who need it. `obtain` runs when there is none, when it is due for renewal and when the API
 * refused it; at most once at a time; `isGood` tells it whether the old token is still good. All who wait share its
 * result; one who leaves changes nothing for the others, and the last one to leave aborts it. Errors are not kept: the
 * next one who needs a token asks again. While the old token is good, a renewal that fails is put off by half of the
 * time left.
 */
export const renewableToken = (
  obtain: (isGood: () => boolean) => Observable<Token>,
  nowMs: () => number,
): TokenSource => {
  let current: Token | undefined

  const isGood = () => current !== undefined && nowMs() < current.expiresAtMs

  const keep = (token: Token) => {
    current = token
  }
  const putOff = () => {
    if (current !== undefined) current = { ...current, renewAtMs: (nowMs() + current.expiresAtMs) / 2 }
  }
  const renewal = defer(() => obtain(isGood)).pipe(
    throwIfEmpty(() => new TypeError('auth: the token function gave no token')),
    tap({ next: keep, error: putOff }),
    map((token) => token.value),
    // Replays to who asks from inside next, when a token lives for less time than its login takes.
    share({ connector: () => new ReplaySubject(1) }),
  )

  return (refused) => {
    if (current?.value === refused) current = undefined
    if (current !== undefined && nowMs() < current.renewAtMs) return current.value
    return renewal.pipe(
      catchError((error: unknown) => {
        if (current !== undefined && isGood()) return of(current.value)
        throw error
      }),
    )
  }
}
