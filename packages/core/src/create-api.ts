import { asyncScheduler, type SchedulerLike } from 'rxjs'
import type { Auth } from './auth/auth.ts'
import { createCall } from './http/call.ts'
import { createSend } from './http/send.ts'
import { fetchTransport, type Transport } from './http/transport.ts'
import { type AuthorizationOperations, authorizationOperations } from './operations/authorizations.ts'
import { type ClientOperations, clientOperations } from './operations/clients.ts'
import { type ScopeOperations, scopeOperations } from './operations/scopes.ts'
import { type UsageOperations, usageOperations } from './operations/usage.ts'
import { refuse, requireMilliseconds } from './refuse.ts'
import { type Hosts, hostsOf, type Region } from './regions.ts'

/** Where the API is and how to reach it. */
export interface OAuthApiOptions {
  /** The region of the organisation; or else `apiUrl`. */
  readonly region?: Region
  /** The URL of the API, for example `https://api.mypurecloud.ie`; instead of `region`. */
  readonly apiUrl?: string
  /** The URL of the login host; that of the region by default. With `apiUrl`, needed for an Auth that logs in. */
  readonly loginUrl?: string
  readonly auth: Auth
  /** Sends the requests; `fetchTransport` by default. */
  readonly transport?: Transport
  /** Milliseconds that one exchange may take, its body included; 30000 by default. */
  readonly timeoutMs?: number
  /** The clock of timeouts and tokens; asyncScheduler by default. */
  readonly scheduler?: SchedulerLike
}

/**
 * The 13 operations of the API under the vendor's names. Every method is cold: it sends per subscription, emits once
 * and completes; unsubscribing aborts the exchange. Errors are an `ApiError`. A bad argument throws a TypeError at the
 * call, before anything is sent.
 */
export interface OAuthApi extends ClientOperations, ScopeOperations, AuthorizationOperations, UsageOperations {
  /** Without a slash at the end. */
  readonly apiUrl: string
}

/** Makes an api. Sends nothing. Throws a TypeError that names the option when one cannot be used. */
export const createOAuthApi = (options: OAuthApiOptions): OAuthApi => {
  const { auth, transport = fetchTransport, timeoutMs = 30_000, scheduler = asyncScheduler } = options
  const { apiUrl, loginUrl } = readHosts(options)
  if (typeof auth?.connect !== 'function') throw refuse('auth', auth, 'what bearerToken or clientCredentials made')
  if (typeof transport !== 'function') throw refuse('transport', transport, 'a function')
  if (typeof scheduler?.schedule !== 'function') throw refuse('scheduler', scheduler, 'a scheduler of RxJS')
  requireMilliseconds('timeoutMs', timeoutMs, 1, 2 ** 31 - 1)
  const send = createSend({ transport, timeoutMs, scheduler })
  const call = createCall(apiUrl, send, auth.connect({ loginUrl, send, scheduler }), scheduler)
  return {
    apiUrl,
    ...clientOperations(call),
    ...scopeOperations(call),
    ...authorizationOperations(call),
    ...usageOperations(call),
  }
}

const readHosts = ({ region, apiUrl, loginUrl }: OAuthApiOptions): Hosts => {
  if ((region === undefined) === (apiUrl === undefined)) {
    throw new TypeError('region, apiUrl: one of the two is needed, and not both')
  }
  const ofRegion = region === undefined ? undefined : hostsOf(region)
  return {
    apiUrl: apiUrl === undefined ? (ofRegion?.apiUrl ?? '') : requireUrl('apiUrl', apiUrl),
    loginUrl: loginUrl === undefined ? ofRegion?.loginUrl : requireUrl('loginUrl', loginUrl),
  }
}

const requireUrl = (name: string, value: unknown): string => {
  const url = typeof value === 'string' && URL.canParse(value) ? new URL(value) : undefined
  const isPlain = url !== undefined && `${url.username}${url.password}${url.search}${url.hash}` === ''
  if (!isPlain || !/^https?:$/.test(url.protocol)) {
    throw refuse(name, value, 'an http or https URL without user, query and fragment')
  }
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '')
}
