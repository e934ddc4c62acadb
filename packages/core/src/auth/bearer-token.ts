import { readOrRefuse } from '../refuse.ts'
import type { Auth } from './auth.ts'

/**
 * An access token that is used as it is and never renewed; `tokenFrom` asks for one. Throws a TypeError for what cannot
 * be a token.
 */
export const bearerToken = (token: string): Auth => {
  requireToken('bearerToken', token)
  return { connect: () => () => token }
}

/** True for what can stand in an Authorization header as a token. */
export const isToken = (value: unknown): value is string => typeof value === 'string' && /^[!-~]+$/.test(value)

/** Gives a token back. Refuses what cannot be one. */
export const requireToken = (name: string, value: unknown): string =>
  readOrRefuse(name, value, 'printable ASCII without spaces', () => isToken(value) && value)
