import { AsyncSubject, defer, type ObservableInput, share, take, tap, throwIfEmpty } from 'rxjs'
import { requireFunction } from '../refuse.ts'
import type { Auth } from './auth.ts'
import { requireToken } from './bearer-token.ts'

/**
 * Access tokens that come from elsewhere. The function is asked when the first token is needed and once more after each
 * 401, once for all who wait; it may give a promise or an Observable of one token, and its errors pass through unchanged.
 *
 * @example
 * ```ts
 * import { createOAuthApi, hostsOf, tokenFrom } from '@grantstream/core'
 *
 * const auth = tokenFrom(() => Promise.resolve('a-token'))
 * const api = createOAuthApi({ ...hostsOf('eu-west-1'), auth })
 *
 * api.getOauthScopes().subscribe(({ total }) => process.stdout.write(`${total} scopes\n`))
 * ```
 */
export const tokenFrom = (ask: () => ObservableInput<string>): Auth => {
  requireFunction('tokenFrom', ask)
  let known: string | undefined
  const asking = defer(() => {
    const given: unknown = ask()
    // What is no stream is taken for the token, and refused below by its name; RxJS takes a string for a list of letters.
    return (typeof given === 'object' && given !== null ? given : [given]) as ObservableInput<string>
  }).pipe(
    take(1),
    throwIfEmpty(() => new TypeError('auth: the token function gave no token')),
    tap((value) => {
      known = requireToken('tokenFrom', value)
    }),
    // Gives the token when it is over: whose 401 comes from inside next asks anew.
    share({ connector: () => new AsyncSubject() }),
  )
  return {
    connect: () => (refused) => {
      if (known === refused) known = undefined
      return known ?? asking
    },
  }
}
