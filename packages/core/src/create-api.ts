import type { Budget } from './budget/budget.ts'
import { budgetOf } from './budget/budget-of.ts'
import type { Form } from './http/answer.ts'
import { type Call, type CallConfig, createCall, requireAuth } from './http/call.ts'
import { type LimitOptions, limiting } from './http/limiting.ts'
import { requireUrl } from './http/require-url.ts'
import { type RetryOptions, retrying } from './http/retrying.ts'
import { sharing } from './http/sharing.ts'
import type { Observe } from './observe/api-event.ts'
import {
  type AuthorizationOperations,
  getOauthAuthorization,
  getOauthAuthorizations,
} from './operations/authorizations.ts'
import {
  type ClientOperations,
  deleteOauthClient,
  getOauthClient,
  getOauthClients,
  postOauthClientSecret,
  postOauthClients,
  putOauthClient,
} from './operations/clients.ts'
import { getOauthScope, getOauthScopes, type ScopeOperations } from './operations/scopes.ts'
import {
  getOauthClientUsageQueryResult,
  getOauthClientUsageSummary,
  postOauthClientUsageQuery,
  type UsageOperations,
} from './operations/usage.ts'
import { requireObject } from './refuse.ts'

/** Where the API is and how to reach it. */
export interface OAuthApiOptions extends Omit<CallConfig, 'budget' | 'layers'>, LimitOptions, RetryOptions {
  /**
   * Lets requests wait for their turn in place of earning a 429. By default a budget of 300 requests a minute, which the
   * apis of one Auth share; give one of `createBudget` to share it further or to set it, false for none.
   */
  readonly budget?: Budget | false | undefined
  /** False for an exchange per call; by default a GET joins an identical one that is under way. */
  readonly share?: boolean | undefined
}

/** The 13 operations of the API under the vendor's names. `F` tells whether they emit values or whole responses. */
export interface Operations<F extends Form = 'value'>
  extends ClientOperations<F>,
    ScopeOperations<F>,
    AuthorizationOperations<F>,
    UsageOperations<F> {}

/**
 * The 13 operations of the API under the vendor's names. Every method is cold: it sends per subscription, emits once
 * and completes; unsubscribing aborts the exchange. Errors are an `ApiError`. A bad argument throws a TypeError at the
 * call, before anything is sent. The last argument of each is {@link CallOptions}.
 */
export interface OAuthApi extends Operations {
  /** Without a slash at the end. */
  readonly apiUrl: string
  /** The same operations, emitting the value with its status, headers and correlation id. */
  readonly withResponse: Operations<'response'>
  /** The observer that watches, unable to throw; undefined when nobody does. */
  readonly observe: Observe | undefined
}

/**
 * Makes an api. Sends nothing. Throws a TypeError that names the option when one cannot be used.
 *
 * @example
 * ```ts
 * import { clientCredentials, createOAuthApi, hostsOf, isApiError } from '@grantstream/core'
 *
 * const auth = clientCredentials({ clientId: 'a-client', clientSecret: 'its-secret' })
 * const api = createOAuthApi({ ...hostsOf('eu-west-1'), auth, totalTimeoutMs: 60_000 })
 *
 * api.getOauthClients({ timeoutMs: 5000 }).subscribe({
 *   next: ({ entities = [] }) => process.stdout.write(`${entities.length} clients\n`),
 *   error: (error: unknown) => process.stderr.write(isApiError(error) ? `${error.kind}\n` : String(error)),
 * })
 * ```
 */
export const createOAuthApi = (options: OAuthApiOptions): OAuthApi => {
  const { loginUrl, budget = budgetOf(requireAuth(options.auth), options.scheduler) } = requireObject(options)
  const call = createCall({
    ...options,
    loginUrl: loginUrl === undefined ? loginUrl : requireUrl('loginUrl', loginUrl),
    budget: budget === false ? undefined : budget,
    layers: [limiting(options), sharing(options.share), retrying(options)],
  })
  return { ...call, ...operationsOf(call), withResponse: operationsOf(call.withResponse) }
}

const operations = {
  getOauthClients,
  getOauthClient,
  postOauthClients,
  putOauthClient,
  deleteOauthClient,
  postOauthClientSecret,
  getOauthScopes,
  getOauthScope,
  getOauthAuthorizations,
  getOauthAuthorization,
  postOauthClientUsageQuery,
  getOauthClientUsageSummary,
  getOauthClientUsageQueryResult,
} satisfies { [Name in keyof Operations]: (call: Call, ...given: Parameters<Operations[Name]>) => unknown }

const operationsOf = <F extends Form>(call: Call<F>): Operations<F> => {
  const all: Record<string, (call: Call<F>, ...given: never[]) => unknown> = operations
  const bound: Record<string, unknown> = {}
  for (const name in all) bound[name] = all[name]?.bind(null, call)
  return bound as unknown as Operations<F>
}
