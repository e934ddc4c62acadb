import { createHmac, timingSafeEqual } from 'node:crypto'

const name = 'grantstream_sandbox_login'

/** The cookie by which a browser is known; undefined when it has none of ours. */
export const readBrowserCookie = (header: string | undefined): string | undefined =>
  new RegExp(`(?:^|;\\s*)${name}=([\\w-]{43})(?:;|$)`).exec(header ?? '')?.[1]

/** A `Set-Cookie` until the browser is closed; without a value it takes the cookie away. */
export const browserCookie = (value?: string): string =>
  `${name}=${value ?? ''}; Path=/; HttpOnly; SameSite=Lax${value === undefined ? '; Max-Age=0' : ''}`

/** What a form must bring back: only who knows the cookie can make it, for this purpose and this very request. */
export const formToken = (cookie: string, purpose: 'sign-in' | 'decision', search: string): string =>
  createHmac('sha256', cookie).update(`${purpose}\n${search}`).digest('base64url')

/** Whether a form was shown by us to this browser. */
export const isFormToken = (
  given: unknown,
  cookie: string | undefined,
  purpose: 'sign-in' | 'decision',
  search: string,
): cookie is string => {
  if (cookie === undefined || typeof given !== 'string') return false
  const wanted = Buffer.from(formToken(cookie, purpose, search))
  const brought = Buffer.from(given)
  return wanted.length === brought.length && timingSafeEqual(wanted, brought)
}
