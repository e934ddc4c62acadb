import { defer, from, map, mergeMap, type Observable } from 'rxjs'
import { AuthorizationError } from '../errors.ts'
import { textOf } from '../http/json.ts'
import { asked, type LoginStorage } from './login-storage.ts'
import { challengeOf, randomText } from './proof-key.ts'

/** The logins that were begun and not yet answered, by their state, so that several can be under way at once. */
export interface LoginAttempts {
  /** Stores the verifier of a new attempt; emits what the login page is told of it. */
  begin(): Observable<{ readonly state: string; readonly challenge: string }>
  /** Takes an attempt out and emits its verifier. Errors with AuthorizationError when there is none of that state. */
  take(state: string): Observable<string>
}

export const loginAttempts = (storage: LoginStorage): LoginAttempts => ({
  begin: () =>
    defer(() => {
      const state = randomText()
      const verifier = randomText()
      return from(challengeOf(verifier)).pipe(
        mergeMap((challenge) =>
          asked(() => storage.set(keyOf(state), verifier)).pipe(map(() => ({ state, challenge }))),
        ),
      )
    }),
  take: (state) =>
    asked(() => storage.get(keyOf(state))).pipe(
      mergeMap((stored) => {
        const verifier = textOf(stored)
        if (verifier === undefined) throw new AuthorizationError('unknown-state')
        return asked(() => storage.remove(keyOf(state))).pipe(map(() => verifier))
      }),
    ),
})

const keyOf = (state: string): string => `grantstream login ${state}`
