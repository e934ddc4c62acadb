import type { ClientRecord } from '../store/clients.ts'
import type { Stores } from '../store/create-stores.ts'
import { LoginFault } from './login-fault.ts'
import { isRegistered } from './redirect-uri.ts'

/** A request to sign somebody in and to authorize a client, in order. Source: API facts, section 5. */
export interface AuthorizeRequest {
  readonly client: ClientRecord
  readonly redirectUri: string
  readonly responseType: 'code' | 'token'
  readonly state: string | undefined
  /** PKCE; how it was made is always S256. */
  readonly codeChallenge: string | undefined
  /** The id of the only organisation whose users may sign in. */
  readonly organizationId: string | undefined
  readonly loginHint: { readonly email: string; readonly organization: string }
  /** True to ask for credentials in any case. */
  readonly signInAgain: boolean
}

/** A refusal that the client hears of, by way of the browser. */
export class SentBack extends Error {
  readonly kind = 'sent-back'
  override readonly name = 'SentBack'
  readonly location: string

  constructor(request: Pick<AuthorizeRequest, 'redirectUri' | 'responseType' | 'state'>, error: string, text: string) {
    super(text)
    this.location = outcomeUri(request, { error, error_description: text })
  }
}

/** The redirect URI with an outcome: in the query for a code, in the fragment for a token. */
export const outcomeUri = (
  { redirectUri, responseType, state }: Pick<AuthorizeRequest, 'redirectUri' | 'responseType' | 'state'>,
  outcome: Readonly<Record<string, string>>,
): string => {
  const parameters = new URLSearchParams({ ...outcome, ...(state !== undefined && { state }) })
  const separator = responseType === 'token' ? '#' : redirectUri.includes('?') ? '&' : '?'
  return headerSafe(`${redirectUri}${separator}${parameters}`)
}

/** Percent-encodes what a header cannot hold. */
export const headerSafe = (uri: string): string =>
  uri.replace(/[^\x21-\x7e]+/g, (text) => encodeURIComponent(text.toWellFormed()))

/**
 * Reads the query of `/oauth/authorize`. Refuses with `LoginFault` while the client or the redirect URI cannot be
 * trusted, and with `SentBack` from then on, also for what is `invalid` by the contract.
 */
export const readAuthorizeRequest = async (
  stores: Stores,
  query: Readonly<Record<string, unknown>>,
  invalid?: LoginFault,
): Promise<AuthorizeRequest> => {
  const text = (name: string): string | undefined => (typeof query[name] === 'string' ? query[name] : undefined)
  const client = await stores.clients.findForLogin(text('client_id') ?? '')
  if (!client) throw invalid ?? new LoginFault('invalid_client', 'client not found')
  const redirectUri = text('redirect_uri') ?? ''
  if (!isRegistered(redirectUri, client.registeredRedirectUri))
    throw invalid ?? new LoginFault('invalid_request', 'redirect_uri is not registered')
  const responseType = text('response_type')
  const state = text('state')
  if (responseType !== 'code' && responseType !== 'token')
    throw new SentBack(
      { redirectUri, responseType: 'code', state },
      'unsupported_response_type',
      'response_type must be code or token',
    )

  const returnTo = { redirectUri, responseType, state } as const
  const refuse = (error: string, why: string): SentBack => new SentBack(returnTo, error, why)
  if (invalid) throw refuse(invalid.error, invalid.message)
  if (client.state !== 'active') throw refuse('unauthorized_client', `client is ${client.state}`)
  if (client.authorizedGrantType !== grantTypeOf[responseType])
    throw refuse('unauthorized_client', 'client may not use this response type')
  const codeChallenge = text('code_challenge')
  if (codeChallenge !== undefined && (!/^[\w-]{43}$/.test(codeChallenge) || text('code_challenge_method') !== 'S256'))
    throw refuse('invalid_request', 'code_challenge must be made by S256')
  if (codeChallenge === undefined && text('code_challenge_method') !== undefined)
    throw refuse('invalid_request', 'code_challenge is missing')
  if ((text('org') === undefined) !== (text('provider') === undefined))
    throw refuse('invalid_request', 'org and provider go together')

  return {
    client,
    ...returnTo,
    codeChallenge,
    organizationId: await organizationOf(stores, text('org'), text('target'), refuse),
    loginHint: readLoginHint(text('login_hint') ?? text('org') ?? ''),
    signInAgain: text('prompt') === 'login',
  }
}

const grantTypeOf = { code: 'CODE', token: 'TOKEN' } as const

const organizationOf = async (
  stores: Stores,
  org: string | undefined,
  target: string | undefined,
  refuse: (error: string, why: string) => SentBack,
): Promise<string | undefined> => {
  const named = [org, target].filter((each) => each !== undefined)
  const found = await Promise.all(named.map((each) => stores.organizations.find(each)))
  if (found.includes(undefined)) throw refuse('invalid_request', 'org or target is not an organization')
  if (found[1] && found[0]?.id !== found[1].id) throw refuse('invalid_request', 'org and target differ')
  return found[0]?.id
}

/** An e-mail address, the name of an organisation, or both as `email:organisation`. */
const readLoginHint = (hint: string): AuthorizeRequest['loginHint'] => {
  if (!hint.includes('@')) return { email: '', organization: hint }
  const colon = hint.indexOf(':')
  return colon < 0
    ? { email: hint, organization: '' }
    : { email: hint.slice(0, colon), organization: hint.slice(colon + 1) }
}
