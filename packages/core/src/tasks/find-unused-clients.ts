import type { OAuthClient } from '@grantstream/contract'
import { asyncScheduler, catchError, defer, filter, map, mergeMap, type Observable, of } from 'rxjs'
import type { OAuthApi } from '../create-api.ts'
import { type ApiError, isApiError } from '../errors.ts'
import { textOf } from '../http/json.ts'
import { refuse, requireMethods } from '../refuse.ts'
import { type ReadsUsage, requirePeriod, requireReads, type UsagePeriod, usageRows } from './usage-rows.ts'

/** How far back to look, and how many clients at a time. */
export interface FindUnusedOptions extends UsagePeriod {
  /** 90 by default. */
  readonly days?: number | undefined
  /** How many usage executions run at once; 4 by default. */
  readonly concurrency?: number | undefined
}

/** A client that made no call, or one of which that could not be told. */
export type UnusedClient =
  | { readonly verdict: 'unused'; readonly client: OAuthClient }
  | { readonly verdict: 'unknown'; readonly client: OAuthClient; readonly cause: ApiError }

/**
 * Finds the clients that made no call in the last days: lists all clients and runs one usage query for each, a few at a
 * time. Cold; emits each unused client when it is known, in no order, and completes. A client whose execution fails,
 * takes too long or is not found is emitted as `unknown`; one that is deleted before its query is left out, and so is
 * one that was created less than two days ago, whose calls are not counted yet. Every other failure ends the stream as
 * an ApiError. Unsubscribing ends all looks and waits.
 *
 * Cost: 1 call, then for each client 1 start and its looks, most often 2 or 3. 100 clients fill the budget of one minute.
 * Counted are calls of integrations, not of the vendor's own pages. Source: API facts, section 6.
 *
 * @example
 * ```ts
 * import { bearerToken, createOAuthApi, hostsOf } from '@grantstream/core'
 * import { findUnusedClients } from '@grantstream/core/tasks'
 *
 * const api = createOAuthApi({ ...hostsOf('eu-west-1'), auth: bearerToken('a-token') })
 *
 * findUnusedClients(api, { days: 30 }).subscribe(({ client, verdict }) => process.stdout.write(`${client.name}: ${verdict}\n`))
 * ```
 */
export const findUnusedClients = (
  api: ReadsUsage & Pick<OAuthApi, 'getOauthClients'>,
  options: FindUnusedOptions = {},
): Observable<UnusedClient> => {
  requireMethods('api', requireReads(api), 'getOauthClients')
  requirePeriod(options)
  const { days = 90, concurrency = 4, poll } = options
  if (!Number.isSafeInteger(concurrency) || concurrency < 1) {
    throw refuse('concurrency', concurrency, 'a whole number from 1')
  }
  const nowMs = () => (poll?.scheduler ?? asyncScheduler).now()

  const judge = (client: OAuthClient): Observable<UnusedClient> =>
    usageRows(api, client.id ?? '', [], { days, poll }).pipe(
      filter((rows) => rows.every(({ requests = 0 }) => requests === 0)),
      map(() => ({ verdict: 'unused', client }) as const),
      catchError((cause: unknown) => {
        if (!isApiError(cause)) throw cause
        const isMissing = cause.kind === 'http' && cause.status === 404
        if (isMissing && cause.operationId === 'postOauthClientUsageQuery') return []
        if (!isMissing && !ofOneExecution.includes(cause.kind)) throw cause
        return of({ verdict: 'unknown', client, cause } as const)
      }),
    )

  return defer(() => api.getOauthClients()).pipe(
    mergeMap(({ entities }) => (entities ?? []).filter((client) => textOf(client.id) && isCounted(client, nowMs()))),
    mergeMap(judge, concurrency),
  )
}

/** What ends the query of one client, and says nothing about the next one. */
const ofOneExecution: readonly ApiError['kind'][] = ['usage-execution-failed', 'deadline', 'max-polls']

// Figures are up to a day old, and written once a day. Source: API facts, section 6, freshness.
const countedAfterMs = 2 * 86_400_000

const isCounted = ({ dateCreated }: OAuthClient, nowMs: number): boolean => {
  const createdMs = Date.parse(dateCreated ?? '')
  return Number.isNaN(createdMs) || nowMs - createdMs >= countedAfterMs
}
