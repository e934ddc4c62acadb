import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { createAuthorizePages, type PageCall } from './endpoints/authorize.ts'
import { type Answer, searchOf, sendAnswer } from './endpoints/endpoint.ts'
import { logFailure } from './log-failure.ts'
import { headerSafe } from './login/authorize-request.ts'
import { browserCookie, readBrowserCookie } from './login/browser-cookie.ts'
import type { LoginContext } from './login/issue-tokens.ts'
import { LoginFault } from './login/login-fault.ts'
import { saml2Bearer } from './login/oauth-model.ts'
import { readLoginFault } from './login/read-login-fault.ts'
import { isRegistered } from './login/redirect-uri.ts'
import { html } from './pages/html.ts'
import { page } from './pages/page.ts'

/** What browsers meet besides `/oauth/authorize` itself: where its forms go, and the way out. Refusals are pages. */
export const servePages = async (app: FastifyInstance, context: LoginContext): Promise<void> => {
  const { signIn, decide } = createAuthorizePages(context)

  app.setErrorHandler((error, request, reply) => {
    const { status, message } = readLoginFault(error)
    if (status >= 500) logFailure(request, error)
    return sendAnswer(reply, page('That did not work', html`<p role="alert">${message}</p>`, { status }))
  })
  app.post('/oauth/authorize/sign-in', handler(signIn))
  app.post('/oauth/authorize/decision', handler(decide))
  app.get(
    '/logout',
    handler((call) => logOut(context, call)),
  )
}

/** `/.well-known/oauth-authorization-server`, as RFC 8414 has it, with the origin that was asked. */
export const serveMetadata = (app: FastifyInstance): void => {
  app.get('/.well-known/oauth-authorization-server', async ({ protocol, host }) => {
    const issuer = `${protocol}://${host}`
    return {
      issuer,
      authorization_endpoint: `${issuer}/oauth/authorize`,
      token_endpoint: `${issuer}/oauth/token`,
      response_types_supported: ['code'],
      response_modes_supported: ['query'],
      grant_types_supported: ['authorization_code', 'client_credentials', 'refresh_token', saml2Bearer],
      code_challenge_methods_supported: ['S256'],
      token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
    }
  })
}

/** Signs the browser out and sends it on. The tokens of the client live on. */
const logOut = async ({ stores }: LoginContext, { query, cookie: header }: PageCall): Promise<Answer> => {
  const { client_id: clientId, redirect_uri: redirectUri } = query
  const client = typeof clientId === 'string' ? await stores.clients.findForLogin(clientId) : undefined
  if (!client) throw new LoginFault('invalid_client', 'client not found')
  if (typeof redirectUri !== 'string' || !isRegistered(redirectUri, client.registeredRedirectUri))
    throw new LoginFault('invalid_request', 'redirect_uri is not registered')
  const cookie = readBrowserCookie(header)
  if (cookie !== undefined) await stores.sessions.end(cookie)
  return { status: 302, headers: { location: headerSafe(redirectUri), 'set-cookie': browserCookie() } }
}

const handler =
  (serve: (call: PageCall) => Promise<Answer>) =>
  async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> =>
    sendAnswer(reply, await serve(toPageCall(request)))

const toPageCall = ({ url, query, headers, body }: FastifyRequest): PageCall => ({
  query: query as PageCall['query'],
  search: searchOf(url),
  cookie: headers.cookie,
  form: (body ?? {}) as PageCall['form'],
})
