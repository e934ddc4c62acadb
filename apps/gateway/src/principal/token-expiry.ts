import { waitFor } from '@grantstream/core'
import { mergeMap, NEVER, type Observable, throwError } from 'rxjs'
import { Unauthenticated } from '../problems.ts'
import type { Caller } from './caller.ts'

/** Never emits; errors with `Unauthenticated` when the token of a caller expires, if that is known beforehand. */
export const tokenExpiry = ({ expiresAtMs }: Pick<Caller, 'expiresAtMs'>): Observable<never> =>
  expiresAtMs === Number.POSITIVE_INFINITY
    ? NEVER
    : waitFor(Math.max(0, expiresAtMs - Date.now())).pipe(mergeMap(() => throwError(() => new Unauthenticated())))
