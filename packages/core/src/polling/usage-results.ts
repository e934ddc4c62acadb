import type { ApiUsageQueryResult } from '@grantstream/contract'
import { map, type Observable } from 'rxjs'
import type { ApiResponse } from '../http/answer.ts'
import type { CallOptions } from '../http/call-options.ts'
import { retryAfter } from '../http/retry-after.ts'
import type { Observe } from '../observe/api-event.ts'
import { requireMethods } from '../refuse.ts'

/** What following an execution needs of the api: looks. An `OAuthApi` has it all. */
export interface UsageResults {
  getOauthClientUsageQueryResult(
    executionId: string,
    clientId: string,
    options?: CallOptions,
  ): Observable<ApiUsageQueryResult>
  /** The same with the headers; without it a Retry-After of a successful look goes unseen. */
  readonly withResponse?: {
    getOauthClientUsageQueryResult(
      executionId: string,
      clientId: string,
      options?: CallOptions,
    ): Observable<ApiResponse<ApiUsageQueryResult>>
  }
  /** The host that resume tokens are bound to. */
  readonly apiUrl?: string
  readonly observe?: Observe | undefined
}

/** What one look brought. */
export interface UsageAnswer {
  readonly answer: ApiUsageQueryResult
  /** Milliseconds that the API directed to wait for, with this answer. */
  readonly retryAfterMs: number | undefined
}

/** Gives an api back. Refuses one that cannot look. */
export const requireResults = <T extends UsageResults>(api: T): T =>
  requireMethods<UsageResults>('api', api, 'getOauthClientUsageQueryResult') as T

/** Takes one look. Never repeated by itself: a repeat is the next look. */
export const lookAt = (
  api: UsageResults,
  ids: { readonly clientId: string; readonly executionId: string },
  timeoutMs: number,
  nowMs: () => number,
): Observable<UsageAnswer> => {
  const options = { priority: 'poll', retries: 0, ...(timeoutMs <= longestMs && { timeoutMs }) } as const
  return api.withResponse === undefined
    ? api
        .getOauthClientUsageQueryResult(ids.executionId, ids.clientId, options)
        .pipe(map((answer) => ({ answer, retryAfterMs: undefined })))
    : api.withResponse.getOauthClientUsageQueryResult(ids.executionId, ids.clientId, options).pipe(
        map(({ value, headers }) => ({
          answer: value,
          retryAfterMs: retryAfter(headers.get('retry-after'), nowMs()),
        })),
      )
}

// The longest that the timer of an exchange can hold.
const longestMs = 2 ** 31 - 1
