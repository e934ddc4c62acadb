import { waitFor } from '@grantstream/core'
import { EMPTY, mergeMap, type Observable, throwError } from 'rxjs'
import { Unauthenticated } from '../problems.ts'
import type { Caller } from './caller.ts'

/** Errors with `Unauthenticated` when the token of a caller expires; completes at once if that is not known beforehand. */
export const tokenExpiry = ({ expiresAtMs }: Pick<Caller, 'expiresAtMs'>): Observable<never> =>
  expiresAtMs === Number.POSITIVE_INFINITY
    ? EMPTY
    : waitFor(Math.max(0, expiresAtMs - Date.now())).pipe(mergeMap(() => throwError(() => new Unauthenticated())))
