import type { OAuthClient } from '@grantstream/contract'
import { asyncScheduler, concat, defer, from, map, mergeMap, Observable, type ObservableInput, of } from 'rxjs'
import type { OAuthApi } from '../create-api.ts'
import { textOf } from '../http/json.ts'
import { requireId } from '../http/path.ts'
import { refuse, requireMethods, requireMilliseconds, requireObject } from '../refuse.ts'
import { waitFor } from '../waiting/wait-for.ts'
import { settingsOf } from './client-settings.ts'
import { type ClientDeletion, type DeleteClientOptions, deleteClientSafely } from './delete-client-safely.ts'

/** How far a rotation is: each step is told as it begins, and `rotated` at the end. Never carries the secret. */
export type SecretRotation =
  | { readonly status: 'creating'; readonly clientId: string }
  | {
      readonly status: 'handing-over' | 'overlapping' | 'rotated'
      readonly clientId: string
      readonly newClientId: string
    }
  | {
      readonly status: 'retiring'
      readonly clientId: string
      readonly newClientId: string
      readonly step: ClientDeletion['status']
    }

/** A client as it was created: with its id and, this once, its secret. */
export type NewClient = OAuthClient & { readonly id: string; readonly secret: string }

/**
 * Gives the new client to those who use the old one: stores its id and secret where they look. The old client is retired
 * after what this returns has completed.
 */
export type HandOver = (client: NewClient) => ObservableInput<unknown>

/** How to retire the old client. */
export interface RotateOptions extends DeleteClientOptions {
  /** Milliseconds after the hand-over in which both clients work; 0 by default. */
  readonly overlapMs?: number | undefined
}

/**
 * A rotation that ended before the old client was touched; what it had before still works. `no-secret`: clients of this
 * grant type have none, and the new one, if any, is of no use; `not-active`: the client is inactive or disabled, and a
 * new one, which the API creates active only, would let in who was shut out; `hand-over`: the hand-over failed with
 * `cause`. The new client is left as it is, since the hand-over may have got as far as storing it: when it did, go on
 * with `deleteClientSafely` on the old client, else begin with that on the new one.
 */
export class RotationError extends Error {
  override readonly name = 'RotationError'
  readonly kind = 'rotation'
  readonly reason: 'no-secret' | 'not-active' | 'hand-over'
  readonly clientId: string
  readonly newClientId?: string

  constructor(reason: RotationError['reason'], clientId: string, newClientId?: string, cause?: unknown) {
    super(`The secret of client ${clientId} was not rotated, since ${causes[reason]}; the client is as it was`, {
      cause,
    })
    this.reason = reason
    this.clientId = clientId
    this.newClientId = newClientId
  }
}

const causes: Record<RotationError['reason'], string> = {
  'no-secret': 'the API gives it none',
  'not-active': 'it is not active',
  'hand-over': 'the hand-over failed',
}

/**
 * Changes a secret without a moment in which none works. The API replaces a secret at once, so this makes a new client
 * with the same settings instead, hands it over, and deletes the old one. The id changes with the secret. Cold: each
 * subscription rotates. Emits each step as it begins and completes after `rotated`.
 *
 * Interrupted or failing before the hand-over has completed, the old client stays as it is. Unsubscribing while the new
 * client is being created deletes it again as soon as it is known, since nobody will learn its secret; after that,
 * unsubscribing leaves both clients. Errors with RotationError, or an ApiError: a `network` or `timeout` while creating
 * may leave a new client behind that nobody knows the secret of.
 *
 * Cost: 6 calls (get, post, then those of `deleteClientSafely`), plus what the hand-over makes. Call it as a client that
 * holds the roles of the old one, and not as that itself: it would delete what it logs in with. Source: API facts, section 3.
 *
 * @example
 * ```ts
 * import { bearerToken, createOAuthApi, hostsOf } from '@grantstream/core'
 * import { rotateClientSecret } from '@grantstream/core/tasks'
 *
 * const api = createOAuthApi({ ...hostsOf('eu-west-1'), auth: bearerToken('a-token') })
 * const vault = new Map<string, string>()
 * const handOver = async ({ id, secret }: { id: string; secret: string }) => vault.set(id, secret)
 *
 * rotateClientSecret(api, 'a-client', handOver, { overlapMs: 500 }).subscribe(({ status }) =>
 *   process.stdout.write(`${status}\n`),
 * )
 * ```
 */
export const rotateClientSecret = (
  api: Pick<OAuthApi, 'getOauthClient' | 'postOauthClients' | 'putOauthClient' | 'deleteOauthClient'>,
  clientId: string,
  handOver: HandOver,
  options: RotateOptions = {},
): Observable<SecretRotation> => {
  const { overlapMs = 0, scheduler = asyncScheduler } = requireObject(options)
  requireMethods('api', api, 'postOauthClients')
  requireId('clientId', clientId)
  if (typeof handOver !== 'function') throw refuse('handOver', handOver, 'a function')
  requireMilliseconds('overlapMs', overlapMs, 0)
  // Checks the options of the retirement now, and not when it comes.
  deleteClientSafely(api, clientId, options)
  const retire = (id: string) => deleteClientSafely(api, id, options)

  const replaceBy = (client: NewClient): Observable<SecretRotation> => {
    const both = { clientId, newClientId: client.id }
    return concat(
      of({ status: 'handing-over', ...both } as const),
      handedOver(handOver, client, clientId),
      overlapMs > 0
        ? concat(
            of({ status: 'overlapping', ...both } as const),
            waitFor(overlapMs, scheduler).pipe(mergeMap(() => [])),
          )
        : [],
      retire(clientId).pipe(map(({ status: step }) => ({ status: 'retiring', ...both, step }) as const)),
      of({ status: 'rotated', ...both } as const),
    )
  }

  return defer(() => api.getOauthClient(clientId)).pipe(
    mergeMap((old) => {
      // An implicit client has no secret. Source: API facts, section 3.
      if (old.authorizedGrantType === 'TOKEN') throw new RotationError('no-secret', clientId)
      if ((old.state ?? 'active') !== 'active') throw new RotationError('not-active', clientId)
      const creating = createdOrRemoved(api.postOauthClients(settingsOf(old, 'active')), retire)
      return concat(
        of({ status: 'creating', clientId } as const),
        creating.pipe(
          map((client) => requireSecret(client, clientId)),
          mergeMap(replaceBy),
        ),
      )
    }),
  )
}

const handedOver = (handOver: HandOver, client: NewClient, clientId: string): Observable<never> =>
  new Observable((subscriber) => {
    const fail = (cause: unknown) => subscriber.error(new RotationError('hand-over', clientId, client.id, cause))
    return defer(() => from(handOver(client))).subscribe({ error: fail, complete: () => subscriber.complete() })
  })

// What follows deletes the old client: no id and no secret but a text will do.
const requireSecret = (client: OAuthClient, clientId: string): NewClient => {
  const [id, secret] = [textOf(client.id), textOf(client.secret)]
  if (id === undefined || secret === undefined) throw new RotationError('no-secret', clientId, id)
  return { ...client, id, secret }
}

/** Creates also when it is left, which a create that was sent cannot be kept from, and then removes what was created. */
const createdOrRemoved = (
  create: Observable<OAuthClient>,
  remove: (clientId: string) => Observable<unknown>,
): Observable<OAuthClient> =>
  new Observable((subscriber) => {
    create.subscribe({
      next: (client) => {
        if (!subscriber.closed) subscriber.next(client)
        // Nobody is left who could be told of an error.
        else if (client.id) remove(client.id).subscribe({ error: () => {} })
      },
      error: (error: unknown) => subscriber.error(error),
      complete: () => subscriber.complete(),
    })
  })
