import type { OAuthClient } from '@grantstream/contract'
import { defer, mergeMap, type Observable } from 'rxjs'
import type { OAuthApi } from '../create-api.ts'
import { refuse, requireMethods, requireObject } from '../refuse.ts'

/**
 * What an audit looks for. `implicit-grant`: grant type TOKEN, which puts tokens into addresses and is being withdrawn;
 * `password-grant`: grant type PASSWORD; `all-divisions`: a role in every division; `long-tokens`: tokens that live
 * longer than the limit; `no-scopes`: no scopes although the grant type goes by them; `inactive`: not in use, perhaps
 * about to be removed; `insecure-redirect`: a redirect URI over http to another machine.
 */
export type AuditRule =
  | 'implicit-grant'
  | 'password-grant'
  | 'all-divisions'
  | 'long-tokens'
  | 'no-scopes'
  | 'inactive'
  | 'insecure-redirect'

/** One rule that one client breaks. */
export interface Finding {
  readonly rule: AuditRule
  readonly client: OAuthClient
  /** What of the client breaks it: the ids of roles, redirect URIs, seconds, a state. */
  readonly evidence: readonly string[]
}

/** What is still taken as sound. */
export interface AuditLimits {
  /** Seconds that a token may live; 86400, the API's default, by default. */
  readonly maxTokenSeconds?: number | undefined
}

/**
 * Audits all clients of the organisation. Cold; lists them, emits each finding, client by client, and completes. Errors
 * with an ApiError. Cost: 1 call. Source: API facts, section 3.
 *
 * @example
 * ```ts
 * import { bearerToken, createOAuthApi, hostsOf } from '@grantstream/core'
 * import { auditClients } from '@grantstream/core/tasks'
 *
 * const api = createOAuthApi({ ...hostsOf('eu-west-1'), auth: bearerToken('a-token') })
 *
 * auditClients(api, { maxTokenSeconds: 3600 }).subscribe(({ client, rule, evidence }) =>
 *   process.stdout.write(`${client.name}: ${rule} ${evidence.join(' ')}\n`),
 * )
 * ```
 */
export const auditClients = (api: Pick<OAuthApi, 'getOauthClients'>, limits: AuditLimits = {}): Observable<Finding> => {
  requireMethods('api', api, 'getOauthClients')
  requireLimits(limits)
  return defer(() => api.getOauthClients()).pipe(
    // The API may leave a list out or give null for it.
    mergeMap(({ entities }) => (entities ?? []).flatMap((client) => auditClient(client, limits))),
  )
}

/** The findings on one client. Calls nothing. */
export const auditClient = (client: OAuthClient, limits: AuditLimits = {}): Finding[] => {
  requireLimits(limits)
  const rules = Object.entries(evidenceOf(client, limits)) as [AuditRule, readonly string[]][]
  return rules.filter(([, evidence]) => evidence.length > 0).map(([rule, evidence]) => ({ rule, client, evidence }))
}

const evidenceOf = (client: OAuthClient, { maxTokenSeconds = 86_400 }: AuditLimits) => {
  const { authorizedGrantType: grant, roleDivisions, scope, accessTokenValiditySeconds: seconds, state } = client
  return {
    'implicit-grant': grant === 'TOKEN' ? [grant] : [],
    'password-grant': grant === 'PASSWORD' ? [grant] : [],
    'all-divisions': (roleDivisions ?? []).filter(({ divisionId }) => divisionId === '*').map(({ roleId }) => roleId),
    'long-tokens': seconds && seconds > maxTokenSeconds ? [String(seconds)] : [],
    'no-scopes': grant !== 'CLIENT-CREDENTIALS' && !scope?.length ? [grant] : [],
    inactive: state && state !== 'active' ? [state] : [],
    'insecure-redirect': (client.registeredRedirectUri ?? []).filter(isInsecure),
  } satisfies Record<AuditRule, readonly string[]>
}

// Plain http is taken for localhost. Source: API facts, section 3.
const isInsecure = (uri: string): boolean =>
  /^http:/i.test(uri) && !(URL.canParse(uri) && ['localhost', '127.0.0.1', '[::1]'].includes(new URL(uri).hostname))

const requireLimits = (limits: AuditLimits): void => {
  const { maxTokenSeconds = 1 } = requireObject(limits, 'limits')
  if (!(typeof maxTokenSeconds === 'number' && maxTokenSeconds > 0)) {
    throw refuse('maxTokenSeconds', maxTokenSeconds, 'a number of seconds above 0')
  }
}
