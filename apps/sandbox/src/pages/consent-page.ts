import type { Answer } from '../endpoints/endpoint.ts'
import type { AuthorizeRequest } from '../login/authorize-request.ts'
import { formToken } from '../login/browser-cookie.ts'
import { scopes } from '../scopes/scopes.ts'
import type { UserRecord } from '../store/users.ts'
import { html } from './html.ts'
import { page } from './page.ts'

interface Consent {
  readonly request: AuthorizeRequest
  readonly search: string
  readonly cookie: string
  readonly user: UserRecord
  readonly organizationName: string
  /** The organisation that the client belongs to. */
  readonly clientOrganizationName: string
}

/** Shows what a client wants to do, and asks. */
export const consentPage = ({
  request,
  search,
  cookie,
  user,
  organizationName,
  clientOrganizationName,
}: Consent): Answer => {
  const { client, redirectUri } = request
  const wanted = client.scope.map((scope) => html`<li>${scopes.get(scope) ?? scope} <code>${scope}</code></li>\n`)
  const another = new URLSearchParams(search)
  another.delete('consent')
  another.set('prompt', 'login')
  return page(
    `Authorize ${client.name}`,
    html`<p>You are signed in as ${user.name} (${user.email}) of ${organizationName}.</p>
<p>${client.name}, a client of ${clientOrganizationName}, asks to do this for you:</p>
<ul>
${wanted}</ul>
<form method="post" action="/oauth/authorize/decision?${search}">
<input type="hidden" name="token" value="${formToken(cookie, 'decision', search)}">
<p><button type="submit" name="decision" value="approve">Approve</button>
<button type="submit" name="decision" value="deny">Deny</button></p>
</form>
<p><a href="/oauth/authorize?${another.toString()}">Use another account</a></p>`,
    { formEndsAt: redirectUri },
  )
}
