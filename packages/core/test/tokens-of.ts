import { defer, type Observable, of } from 'rxjs'
import type { TokenSource } from '../src/http/with-token.ts'

/** A source of tokens as its caller sees it: asked when subscribed, whichever way it gives the token. */
export const tokensOf =
  (source: TokenSource) =>
  (refused?: string): Observable<string> =>
    defer(() => {
      const given = source(refused)
      return typeof given === 'string' ? of(given) : given
    })
