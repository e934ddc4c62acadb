import { defer, type ObservableInput, ReplaySubject, share, take, tap, throwIfEmpty } from 'rxjs'
import { refuse } from '../refuse.ts'
import type { Auth } from './auth.ts'

/**
 * Access tokens that come from elsewhere. A string is used as it is and never renewed. A function is asked when the
 * first token is needed and once more after each 401; it may give a promise or an Observable of one token, and its
 * errors pass through unchanged. Throws a TypeError for a string that cannot be a token.
 */
export const bearerToken = (token: string | (() => ObservableInput<string>)): Auth => {
  if (typeof token !== 'function') {
    requireToken(token)
    return { connect: () => () => token }
  }
  let known: string | undefined
  const asking = defer(() => {
    const given: unknown = token()
    // RxJS would take a plain string for a list of letters.
    return (typeof given === 'string' ? [given] : given) as ObservableInput<string>
  }).pipe(
    take(1),
    throwIfEmpty(() => new TypeError('auth: the token function gave no token')),
    tap((value) => {
      known = requireToken(value)
    }),
    // Replays to who asks from inside next.
    share({ connector: () => new ReplaySubject(1) }),
  )
  return {
    connect: () => (refused) => {
      if (known === refused) known = undefined
      return known ?? asking
    },
  }
}

/** True for what can stand in an Authorization header as a token. */
export const isToken = (value: unknown): value is string => typeof value === 'string' && /^[\x21-\x7e]+$/.test(value)

const requireToken = (value: unknown): string => {
  if (!isToken(value)) throw refuse('bearerToken', value, 'a token of printable ASCII characters without spaces')
  return value
}
