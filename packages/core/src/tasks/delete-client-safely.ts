import type { OAuthClient } from '@grantstream/contract'
import { asyncScheduler, catchError, concat, defer, map, mergeMap, type Observable, of, type SchedulerLike } from 'rxjs'
import type { OAuthApi } from '../create-api.ts'
import { isApiError } from '../errors.ts'
import { requireId } from '../http/path.ts'
import { pollUntil } from '../polling/poll-until.ts'
import { requireMethods, requireMilliseconds, requireObject, requireScheduler } from '../refuse.ts'
import { settingsOf } from './client-settings.ts'

/** How far a deletion is: each step is told as it begins, and `deleted` at the end. */
export interface ClientDeletion {
  readonly status: 'deactivating' | 'deleting' | 'confirming' | 'deleted'
  readonly clientId: string
}

/** How to confirm that a client is gone. */
export interface DeleteClientOptions {
  /** Milliseconds that the API may take to let go of the client, then DeadlineError; 30000 by default. */
  readonly confirmWithinMs?: number | undefined
  /** Milliseconds between two looks; 1000 by default. */
  readonly lookEveryMs?: number | undefined
  /** The clock; asyncScheduler by default. */
  readonly scheduler?: SchedulerLike | undefined
}

/** What is needed of the api. */
export type DeletesClients = Pick<OAuthApi, 'getOauthClient' | 'putOauthClient' | 'deleteOauthClient'>

/**
 * Deletes a client as the API wants it: deactivates it with its settings unchanged, deletes it, and looks until it is
 * gone. Cold; emits each step as it begins and completes after `deleted`. Unsubscribing ends the step in flight and
 * begins no other. Interrupted at any point it can be subscribed to again: what was done is not done once more. Errors
 * with an ApiError; with the 404 of the API when there is no such client to begin with.
 *
 * Cost: 4 calls (get, put, delete, one look), 3 for a client that is inactive, plus one for each further look; 1 for one
 * that is deleted and still told of.
 * Source: API facts, section 3, Deleting.
 *
 * @example
 * ```ts
 * import { bearerToken, createOAuthApi, hostsOf } from '@grantstream/core'
 * import { deleteClientSafely } from '@grantstream/core/tasks'
 *
 * const api = createOAuthApi({ ...hostsOf('eu-west-1'), auth: bearerToken('a-token') })
 *
 * deleteClientSafely(api, 'a-client').subscribe(({ status }) => process.stdout.write(`${status}\n`))
 * ```
 */
export const deleteClientSafely = (
  api: DeletesClients,
  clientId: string,
  options: DeleteClientOptions = {},
): Observable<ClientDeletion> => {
  const { confirmWithinMs = 30_000, lookEveryMs = 1000, scheduler = asyncScheduler } = requireObject(options)
  requireMethods('api', api, 'getOauthClient', 'putOauthClient', 'deleteOauthClient')
  requireId('clientId', clientId)
  requireMilliseconds('confirmWithinMs', confirmWithinMs, 1)
  requireMilliseconds('lookEveryMs', lookEveryMs, 1)
  requireScheduler(scheduler)
  const tell = (status: ClientDeletion['status']) => of({ status, clientId })
  const silently = (step: Observable<unknown>): Observable<never> => step.pipe(mergeMap(() => []))

  const isGone = defer(() => api.getOauthClient(clientId)).pipe(map(isDeleted), catchError(notFoundAs(true)))
  const gone = pollUntil<boolean>({
    isDone: (answer) => answer,
    nextDelayMs: () => lookEveryMs,
    deadlineMs: confirmWithinMs,
    scheduler,
  })
  const remove = defer(() => api.deleteOauthClient(clientId)).pipe(catchError(notFoundAs(undefined)))

  return defer(() => api.getOauthClient(clientId)).pipe(
    mergeMap((client) => {
      if (isDeleted(client)) return tell('deleted')
      const deactivate = defer(() => api.putOauthClient(clientId, settingsOf(client, 'inactive')))
      return concat(
        client.state === 'inactive' ? [] : concat(tell('deactivating'), silently(deactivate)),
        concat(tell('deleting'), silently(remove)),
        concat(tell('confirming'), silently(isGone.pipe(gone))),
        tell('deleted'),
      )
    }),
  )
}

// The state `deleted` is in no list of states, but is seen. Source: API facts, section 3.
const isDeleted = ({ state }: OAuthClient): boolean => String(state) === 'deleted'

/** Takes the API's 404 for an answer. */
const notFoundAs =
  <T>(answer: T) =>
  (error: unknown): Observable<T> => {
    if (isApiError(error) && error.kind === 'http' && error.status === 404) return of(answer)
    throw error
  }
