import type { ApiUsageRow } from '@grantstream/contract'
import { map, type Observable } from 'rxjs'
import { requireId } from '../http/path.ts'
import { type ReadsUsage, requirePeriod, requireReads, type UsagePeriod, usageRows } from './usage-rows.ts'

/** How far back to look. */
export interface UsageByEndpointOptions extends UsagePeriod {
  /** 30 by default. */
  readonly days?: number | undefined
}

/** What the calls of a client to one endpoint came to. */
export interface EndpointUsage {
  /** In capitals. */
  readonly httpMethod: string
  /** Without a slash at the beginning: `api/v2/users/{userId}`. */
  readonly templateUri: string
  readonly requests: number
  /** Answered with a status from 400, throttled ones included. */
  readonly failed: number
  /** Answered with 429. */
  readonly throttled: number
  /** The part of all the client's requests, from 0 to 1. */
  readonly share: number
}

/**
 * What a client calls, most called first. Cold; runs one usage query, emits its endpoints once and completes; an empty
 * list when there were no calls. Errors with an ApiError. Unsubscribing ends the look or the wait.
 *
 * Cost: 1 start and its looks, most often 2 or 3. Source: API facts, section 6.
 *
 * @example
 * ```ts
 * import { bearerToken, createOAuthApi, hostsOf } from '@grantstream/core'
 * import { usageByEndpoint } from '@grantstream/core/tasks'
 *
 * const api = createOAuthApi({ ...hostsOf('eu-west-1'), auth: bearerToken('a-token') })
 *
 * usageByEndpoint(api, 'a-client', { days: 7 }).subscribe((endpoints) => {
 *   for (const { httpMethod, templateUri, requests } of endpoints) {
 *     process.stdout.write(`${requests} x ${httpMethod} ${templateUri}\n`)
 *   }
 * })
 * ```
 */
export const usageByEndpoint = (
  api: ReadsUsage,
  clientId: string,
  options: UsageByEndpointOptions = {},
): Observable<EndpointUsage[]> => {
  requireReads(api)
  requireId('clientId', clientId)
  requirePeriod(options)
  const { days = 30, poll } = options
  return usageRows(api, clientId, ['TemplateUri', 'HttpMethod'], { days, poll }).pipe(map(byEndpoint))
}

const byEndpoint = (rows: readonly ApiUsageRow[]): EndpointUsage[] => {
  const total = rows.reduce((sum, { requests = 0 }) => sum + requests, 0)
  return rows
    .map(({ httpMethod = '', templateUri = '', requests = 0, status400 = 0, status500 = 0, status429 = 0 }) => ({
      httpMethod,
      templateUri,
      requests,
      // Those of 429 are among those of 400. Source: API facts, section 2.
      failed: status400 + status500,
      throttled: status429,
      share: total === 0 ? 0 : requests / total,
    }))
    .sort((one, other) => other.requests - one.requests)
}
