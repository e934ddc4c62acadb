import { AuthorizationError } from '../errors.ts'
import { refuse } from '../refuse.ts'

/** What the login page sent a reader back with: a code, or an error in its place. */
export type Redirect =
  | { readonly state: string; readonly code: string }
  | { readonly state: string | undefined; readonly refusal: AuthorizationError }

/** Gives a redirect URI back. */
export const requireRedirectUri = (value: unknown): string => {
  // Also one of an app's own scheme; what has no slash, as javascript: and data:, leads nowhere.
  if (typeof value !== 'string' || !URL.canParse(value) || !/^[^:]+:\/[^#]*$/.test(value)) {
    throw refuse('redirectUri', value, 'an absolute URL with a slash and without a fragment')
  }
  return value
}

/** The query of a redirect's address. Throws a TypeError for what is no address. */
export const queryOf = (url: unknown, redirectUri: string): URLSearchParams => {
  if (!(url instanceof URL) && (typeof url !== 'string' || !URL.canParse(url, redirectUri))) {
    throw refuse('url', url, 'the URL of the redirect')
  }
  return new URL(url, redirectUri).searchParams
}

/** Reads a redirect. Throws AuthorizationError when there is neither a code with its state nor an error. */
export const readRedirect = (query: URLSearchParams): Redirect => {
  const [state, code, error] = ['state', 'code', 'error'].map((name) => query.get(name) || undefined)
  if (error !== undefined) {
    const text = query.get('error_description') || undefined
    return { state, refusal: new AuthorizationError('refused', error, text) }
  }
  if (code === undefined) throw new AuthorizationError('no-code')
  if (state === undefined) throw new AuthorizationError('unknown-state')
  return { state, code }
}
