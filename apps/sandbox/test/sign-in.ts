import { organizationUsers, sandboxOrganizations, sandboxPassword } from '../src/index.ts'
import type { TestSandbox } from '../src/testing/index.ts'
import { type Browser, openBrowser, type Shown } from './browser.ts'

type Query = Readonly<Record<string, string>>

/** A user of an organisation, by its place: 0 is the administrator, 3 an agent of the first one. */
export const userAt = (place: number, organization: 'first' | 'second' = 'first') => {
  const user = organizationUsers(sandboxOrganizations[organization].id, organization)[place]
  if (!user) throw new Error(`There is no user ${place}`)
  return { ...user, organizationId: sandboxOrganizations[organization].id }
}

export const authorizePath = (query: Query): string => `/oauth/authorize?${new URLSearchParams(query)}`

/** From the sign-in page to the consent page, or to wherever the browser is sent instead. */
export const signIn = async (browser: Browser, query: Query, email: string, organization = ''): Promise<Shown> => {
  const page = await browser.open(authorizePath(query))
  const next = await browser.submit(page, { email, password: sandboxPassword, organization })
  if (next.status !== 302 || next.location === undefined) return next
  return browser.open(next.location)
}

/** All the way to the redirect URI, with a browser of its own; answers what came back in query or fragment. */
export const authorize = async (
  sandbox: TestSandbox,
  query: Query,
  { email = userAt(0).email, decision = 'approve', organization = '' } = {},
): Promise<URLSearchParams> => {
  const browser = openBrowser(sandbox.url)
  const consent = await signIn(browser, query, email, organization)
  const { location = '' } = await browser.submit(consent, { decision })
  return outcomeOf(location)
}

export const outcomeOf = (location: string): URLSearchParams => {
  const { hash, searchParams } = new URL(location)
  return hash === '' ? searchParams : new URLSearchParams(hash.slice(1))
}

/** An answer of `/oauth/token`. */
export interface TokenAnswer {
  readonly status: number
  readonly body: {
    readonly access_token: string
    readonly refresh_token?: string
    readonly expires_in: number
    readonly error?: string
    readonly description?: string
    readonly error_description?: string
  }
}

/** Exchanges a grant; a client with a secret authenticates by HTTP Basic. */
export const exchange = async (
  sandbox: TestSandbox,
  form: Query,
  client?: { readonly id: string; readonly secret?: string | undefined },
): Promise<TokenAnswer> => {
  const pair = client && Buffer.from(`${client.id}:${client.secret ?? ''}`).toString('base64')
  const answer = await fetch(`${sandbox.url}/oauth/token`, {
    method: 'POST',
    headers: pair ? { authorization: `Basic ${pair}` } : {},
    body: new URLSearchParams(form),
  })
  return { status: answer.status, body: (await answer.json()) as TokenAnswer['body'] }
}
