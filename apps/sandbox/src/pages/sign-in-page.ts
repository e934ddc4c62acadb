import type { Answer } from '../endpoints/endpoint.ts'
import type { AuthorizeRequest } from '../login/authorize-request.ts'
import { formToken } from '../login/browser-cookie.ts'
import { html } from './html.ts'
import { page } from './page.ts'

interface SignIn {
  readonly request: AuthorizeRequest
  /** The query of the request, which the form carries on. */
  readonly search: string
  readonly cookie: string
  /** The `Set-Cookie` that goes with the page. */
  readonly setCookie?: string
  readonly email: string
  readonly organization: string
  /** Why the last attempt failed. */
  readonly problem?: string
}

/** Asks for an e-mail address, a password and, where that does not settle it, an organisation. */
export const signInPage = ({ request, search, cookie, setCookie, email, organization, problem }: SignIn): Answer =>
  page(
    'Sign in',
    html`${problem === undefined ? '' : html`<p role="alert">${problem}</p>`}
<p>${request.client.name} asks you to sign in to the sandbox.</p>
<form method="post" action="/oauth/authorize/sign-in?${search}">
<input type="hidden" name="token" value="${formToken(cookie, 'sign-in', search)}">
<p><label for="email">E-mail address</label><br>
<input id="email" name="email" type="email" autocomplete="username" required value="${email}"></p>
<p><label for="password">Password</label><br>
<input id="password" name="password" type="password" autocomplete="current-password" required></p>
<p><label for="organization">Organization, if you have accounts in several</label><br>
<input id="organization" name="organization" type="text" autocomplete="organization" value="${organization}"></p>
<p><button type="submit">Sign in</button></p>
</form>`,
    {
      status: problem === undefined ? 200 : 401,
      formEndsAt: request.redirectUri,
      ...(setCookie !== undefined && { cookie: setCookie }),
    },
  )
