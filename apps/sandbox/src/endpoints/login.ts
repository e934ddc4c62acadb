import { authenticateClient } from '../login/authenticate-client.ts'
import { exchangeGrant } from '../login/exchange-grant.ts'
import type { LoginContext } from '../login/issue-tokens.ts'
import { readLoginFault } from '../login/read-login-fault.ts'
import { createAuthorizePages } from './authorize.ts'
import type { LoginEndpoint } from './endpoint.ts'

/** `/oauth/token` and `/oauth/authorize`. Source: API facts, section 5. */
export const createLoginEndpoints = (context: LoginContext) => {
  const pages = createAuthorizePages(context)

  const postOauthToken: LoginEndpoint<'postOauthToken'> = async ({ authorization, body }) => {
    const client = await authenticateClient(context, authorization, body)
    return { status: 200, body: await exchangeGrant(context, client, body) }
  }

  const getOauthAuthorize: LoginEndpoint<'getOauthAuthorize'> = ({ query, search, cookie, invalid }) =>
    pages.show({ query, search, cookie, form: {}, ...(invalid && { invalid: readLoginFault(invalid) }) })

  return { postOauthToken, getOauthAuthorize }
}
