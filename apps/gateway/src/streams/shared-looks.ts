import type { CallOptions, UsageResults } from '@grantstream/core'
import {
  catchError,
  concat,
  EMPTY,
  forkJoin,
  map,
  merge,
  type Observable,
  of,
  switchMap,
  take,
  tap,
  timeout,
} from 'rxjs'
import { refusalOf } from '../context.ts'
import { type Caller, isUnauthenticated } from '../principal/caller.ts'
import type { Followers } from './followers.ts'

export interface SharedLookOptions {
  /** Milliseconds for which the proof holds that a token is good. */
  readonly tokenProofMs: number
  /** Whether a first look that fails in passing is to end the poll. */
  readonly isFirstStrict: boolean
}

// An upstream that is slow to tell of tokens must not hold up the state that it told.
const proofTimeoutMs = 2_000

/**
 * Looks on behalf of all followers, each taken with the token of the caller who leads. A token that the upstream refuses
 * ends the streams of its caller alone, and the look is taken again with the next one's; the same when the leader leaves
 * in the middle of a look. While it is under way, the tokens of the other callers are proven, so that nobody is told the
 * new state on a token that is good no more.
 */
export const sharedLooks = <T>(
  followers: Followers<T>,
  { tokenProofMs, isFirstStrict }: SharedLookOptions,
): UsageResults => {
  let isStrict = isFirstStrict

  const proofs = (leader: Caller): Observable<unknown> => {
    const others = followers.others(leader).map((caller) =>
      caller.prove(tokenProofMs).pipe(
        timeout({ first: proofTimeoutMs, with: () => EMPTY }),
        catchError((error: unknown) => {
          followers.expel(caller, error)
          return EMPTY
        }),
      ),
    )
    return concat(merge(...others), of(undefined))
  }
  const look = <A>(ask: (caller: Caller) => Observable<A>): Observable<A> => {
    const mayFail = !isStrict
    isStrict = false
    return followers.leader.pipe(
      switchMap((leader) => {
        const answer = ask(leader).pipe(
          tap(leader.taken),
          catchError((error: unknown) => {
            // Whoever leads next takes the look again; without anyone left there is no poll any more.
            if (isUnauthenticated(error)) {
              followers.expel(leader, error)
              return EMPTY
            }
            throw mayFail ? error : refusalOf(error)
          }),
        )
        return forkJoin([answer, proofs(leader)]).pipe(map(([told]) => told))
      }),
      take(1),
    )
  }

  const lookAt = (executionId: string, clientId: string, options?: CallOptions) =>
    look(({ api }) => api.withResponse.getOauthClientUsageQueryResult(executionId, clientId, options))
  return {
    getOauthClientUsageQueryResult: (...look) => lookAt(...look).pipe(map(({ value }) => value)),
    withResponse: { getOauthClientUsageQueryResult: lookAt },
  }
}
