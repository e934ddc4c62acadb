import { from, map, type ObservableInput, of, take } from 'rxjs'
import { never, refuse } from '../refuse.ts'
import type { Auth } from './auth.ts'
import { renewableToken, type Token } from './renewable-token.ts'

/**
 * Access tokens that come from elsewhere. A string is used as it is and never renewed. A function is asked when the
 * first token is needed and once more after each 401; it may give a promise or an Observable of one token, and its
 * errors pass through unchanged. Throws a TypeError for a string that cannot be a token.
 */
export const bearerToken = (token: string | (() => ObservableInput<string>)): Auth => {
  if (typeof token !== 'function') {
    const value = requireToken(token)
    return { connect: () => () => of(value) }
  }
  const obtain = () => {
    const given: unknown = token()
    // RxJS would take a plain string for a list of letters.
    const tokens = typeof given === 'string' ? of(given) : from(given as ObservableInput<string>)
    return tokens.pipe(take(1), map(lasting))
  }
  const tokens = renewableToken(obtain, () => 0)
  return { connect: () => tokens }
}

const lasting = (value: string): Token => ({
  value: requireToken(value),
  renewAtMs: never,
  expiresAtMs: never,
})

/** True for what can stand in an Authorization header as a token. */
export const isToken = (value: unknown): value is string => typeof value === 'string' && /^[\x21-\x7e]+$/.test(value)

const requireToken = (value: unknown): string => {
  if (!isToken(value)) throw refuse('bearerToken', value, 'a token of printable ASCII characters without spaces')
  return value
}
