import type { ApiUsageClientQuery, ApiUsageQueryResult, UsageExecutionResult } from '@grantstream/contract'
import type { Answer, Form } from '../http/answer.ts'
import { hasText, mayHaveArray } from '../http/body-checks.ts'
import type { Call } from '../http/call.ts'
import { type CallOptions, requireOptions, wholeNumberFrom } from '../http/call-options.ts'
import { segment } from '../http/path.ts'
import { requireObject } from '../refuse.ts'

/**
 * The operations on what a client's calls used. A query or summary starts an execution at the API, whose result is to
 * be polled for: see `pollUsageExecution`. Unsubscribing from a start aborts its exchange; once it was sent the
 * execution may run all the same. Source: API facts, section 6.
 */
export interface UsageOperations<F extends Form = 'value'> {
  /** Starts a usage query. */
  postOauthClientUsageQuery(
    clientId: string,
    body: ApiUsageClientQuery,
    options?: CallOptions,
  ): Answer<F, UsageExecutionResult>
  /** Starts a summary of the last `days` days, 7 by default. */
  getOauthClientUsageSummary(clientId: string, options?: OfDays & CallOptions): Answer<F, UsageExecutionResult>
  /** Takes one look at an execution. Mind the order of the arguments: it is the vendor's. */
  getOauthClientUsageQueryResult(
    executionId: string,
    clientId: string,
    options?: CallOptions,
  ): Answer<F, ApiUsageQueryResult>
}

/** How many days a summary goes back. */
export interface OfDays {
  /** A whole number from 1. */
  readonly days?: number | undefined
}

const usage = (clientId: string) => `/api/v2/oauth/clients/${segment('clientId', clientId)}/usage`

/** See {@link UsageOperations.postOauthClientUsageQuery}. */
export const postOauthClientUsageQuery = <F extends Form>(
  call: Call<F>,
  clientId: string,
  body: ApiUsageClientQuery,
  options?: CallOptions,
): Answer<F, UsageExecutionResult> =>
  call(
    {
      operationId: 'postOauthClientUsageQuery',
      method: 'POST',
      path: `${usage(clientId)}/query`,
      body: requireObject(body, 'body'),
      accepts: hasText('executionId'),
    },
    options,
  )

/** See {@link UsageOperations.getOauthClientUsageSummary}. */
export const getOauthClientUsageSummary = <F extends Form>(
  call: Call<F>,
  clientId: string,
  options?: OfDays & CallOptions,
): Answer<F, UsageExecutionResult> =>
  call(
    {
      operationId: 'getOauthClientUsageSummary',
      path: `${usage(clientId)}/summary${daysQuery(options)}`,
      starts: true,
      accepts: hasText('executionId'),
    },
    options,
  )

/** See {@link UsageOperations.getOauthClientUsageQueryResult}. */
export const getOauthClientUsageQueryResult = <F extends Form>(
  call: Call<F>,
  executionId: string,
  clientId: string,
  options?: CallOptions,
): Answer<F, ApiUsageQueryResult> =>
  call(
    {
      operationId: 'getOauthClientUsageQueryResult',
      path: `${usage(clientId)}/query/results/${segment('executionId', executionId)}`,
      accepts: (body) => hasText('queryStatus')(body) && mayHaveArray('results')(body),
    },
    options,
  )

const daysQuery = (options: OfDays = {}): string => {
  requireOptions(options, { days: wholeNumberFrom(1) })
  return options.days ? `?days=${options.days}` : ''
}
