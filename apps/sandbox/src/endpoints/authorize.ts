import { createAccessToken } from '../login/access-token.ts'
import { type AuthorizeRequest, readAuthorizeRequest, SentBack } from '../login/authorize-request.ts'
import { browserCookie, isFormToken, readBrowserCookie } from '../login/browser-cookie.ts'
import { approve, deny, grant, isAuthorized } from '../login/consent.ts'
import type { LoginContext } from '../login/issue-tokens.ts'
import { LoginFault } from '../login/login-fault.ts'
import { findUser, startSession } from '../login/sign-in.ts'
import { consentPage } from '../pages/consent-page.ts'
import { signInPage } from '../pages/sign-in-page.ts'
import type { UserRecord } from '../store/users.ts'
import type { Answer } from './endpoint.ts'

/** What a browser sends to a page. */
export interface PageCall {
  readonly query: Readonly<Record<string, unknown>>
  /** The query as it came, without the question mark. */
  readonly search: string
  readonly cookie: string | undefined
  /** Of a form; empty otherwise. */
  readonly form: Readonly<Record<string, unknown>>
  /** What is wrong with it by the contract. */
  readonly invalid?: LoginFault
}

/** The pages of `/oauth/authorize`: sign in, consent, and what their forms are sent to. */
export const createAuthorizePages = (context: LoginContext) => {
  const { stores, clock } = context

  const show = async ({ query, search, cookie: header, invalid }: PageCall): Promise<Answer> => {
    const request = await readAuthorizeRequest(stores, query, invalid)
    const cookie = readBrowserCookie(header)
    const user = cookie && (await signedIn(request, cookie))
    if (!user || request.signInAgain) return askToSignIn(request, search, cookie)
    if (query.consent !== 'ask' && (await isAuthorized(context, request, user)))
      return redirect(await grant(context, request, user))
    return askToConsent(request, search, cookie, user)
  }

  const signIn = async ({ query, search, cookie: header, form }: PageCall): Promise<Answer> => {
    const request = await readAuthorizeRequest(stores, query)
    const cookie = readBrowserCookie(header)
    if (!isFormToken(form.token, cookie, 'sign-in', search)) throw staleForm()
    const [email, organization] = [textOf(form.email).trim(), textOf(form.organization).trim()]
    const password = textOf(form.password)
    const user = await findUser(context, { email, password, organization }, request.organizationId)
    if (typeof user === 'string') return signInPage({ request, search, cookie, email, organization, problem: user })
    const next = new URLSearchParams(search)
    next.delete('prompt')
    next.set('consent', 'ask')
    const setCookie = browserCookie(await startSession(context, user, cookie))
    return redirect(`/oauth/authorize?${next}`, setCookie)
  }

  const decide = async ({ query, search, cookie: header, form }: PageCall): Promise<Answer> => {
    const request = await readAuthorizeRequest(stores, query)
    const cookie = readBrowserCookie(header)
    if (!isFormToken(form.token, cookie, 'decision', search)) throw staleForm()
    const user = await signedIn(request, cookie)
    if (!user) return askToSignIn(request, search, cookie)
    if (form.decision === 'approve') return redirect(await approve(context, request, user))
    return deny(context, request, user)
  }

  /** Who is signed in, when it is somebody whom the request takes. */
  const signedIn = async ({ organizationId }: AuthorizeRequest, cookie: string): Promise<UserRecord | undefined> => {
    const user = await stores.sessions.findUser(cookie, clock.now())
    return user?.organizationId === (organizationId ?? user?.organizationId) ? user : undefined
  }

  const askToSignIn = (request: AuthorizeRequest, search: string, known: string | undefined): Answer => {
    const cookie = known ?? createAccessToken()
    return signInPage({ request, search, cookie, setCookie: browserCookie(cookie), ...request.loginHint })
  }

  const askToConsent = async (
    request: AuthorizeRequest,
    search: string,
    cookie: string,
    user: UserRecord,
  ): Promise<Answer> => {
    const { client } = request
    const { organizationId } = user
    await stores.authorizations.request(organizationId, client.id, client.scope, user.id, clock.now())
    const [owner, clientOwner] = await Promise.all(
      [organizationId, client.organizationId].map((id) => stores.organizations.get(id)),
    )
    const [organizationName = '', clientOrganizationName = ''] = [owner?.name, clientOwner?.name]
    return consentPage({ request, search, cookie, user, organizationName, clientOrganizationName })
  }

  return { show: sendingBack(show), signIn: sendingBack(signIn), decide: sendingBack(decide) }
}

const sendingBack =
  (serve: (call: PageCall) => Promise<Answer>) =>
  async (call: PageCall): Promise<Answer> => {
    try {
      return await serve(call)
    } catch (error) {
      if (error instanceof SentBack) return redirect(error.location)
      throw error
    }
  }

const redirect = (location: string, setCookie?: string): Answer => ({
  status: 302,
  headers: { location, ...(setCookie !== undefined && { 'set-cookie': setCookie }) },
})

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

const staleForm = (): LoginFault =>
  new LoginFault('invalid_request', 'the form is out of date, open the page again', 403)
