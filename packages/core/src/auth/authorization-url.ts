import { refuse, requireObject } from '../refuse.ts'

/** What the login page is told about the reader. Source: API facts, section 5, GET /oauth/authorize. */
export interface LoginPageOptions {
  /** The short name of the organisation; only together with `provider`. */
  readonly org?: string | undefined
  /** The identity provider of the organisation; only together with `org`. */
  readonly provider?: IdentityProvider | undefined
  /** The id of the organisation to log in to, for a client that several organisations authorised. */
  readonly target?: string | undefined
  /** An e-mail address, the name of an organisation, or `email:org`: filled in for the reader. */
  readonly loginHint?: string | undefined
  /** `login`: asks for the password also when the reader is logged in. */
  readonly prompt?: 'login' | undefined
}

const providers = ['okta', 'adfs', 'salesforce', 'onelogin', 'gsuite', 'ping'] as const

/** An identity provider that the login page can send a reader to. */
export type IdentityProvider = (typeof providers)[number]

/** What identifies one login. */
export interface LoginAttempt {
  readonly clientId: string
  readonly redirectUri: string
  readonly state: string
  readonly challenge: string
}

/** The address of the login page. */
export const authorizationUrl = (loginUrl: string, attempt: LoginAttempt, options: LoginPageOptions): string => {
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: attempt.clientId,
    redirect_uri: attempt.redirectUri,
    state: attempt.state,
    code_challenge: attempt.challenge,
    code_challenge_method: 'S256',
  })
  const { org, provider, target, loginHint, prompt } = options
  for (const [name, value] of Object.entries({ org, provider, target, login_hint: loginHint, prompt })) {
    if (value !== undefined) query.set(name, value)
  }
  return `${loginUrl}/oauth/authorize?${query}`
}

/** Refuses options that the login page could not use. */
export const requireLoginPageOptions = (options: LoginPageOptions): void => {
  const { org, provider, target, loginHint, prompt } = requireObject(options)
  for (const [name, value] of Object.entries({ org, target, loginHint })) {
    if (value !== undefined && (typeof value !== 'string' || value === '')) {
      throw refuse(name, value, 'a string that is not empty')
    }
  }
  if (provider !== undefined && !providers.includes(provider)) {
    throw refuse('provider', provider, `one of ${providers.join(', ')}`)
  }
  if ((org === undefined) !== (provider === undefined)) {
    throw new TypeError('org, provider: the login page takes both together, or neither')
  }
  if (prompt !== undefined && prompt !== 'login') throw refuse('prompt', prompt, "'login' or nothing")
}
