import { isApiError } from '@grantstream/core'
import type { Call } from '@grantstream/core/operations'
import { getTokensMe, getUsersMe, type TokenInfo } from '@grantstream/core/tokens'
import { catchError, map, mergeMap, type Observable, of } from 'rxjs'
import { loneToken, type Principal, type PrincipalFacts, principalOf } from './principal.ts'
import type { TokenHash } from './token-hash.ts'

/** A principal, and when the upstream says that its token lapses if it is not used. */
export interface LookedUp {
  readonly principal: Principal
  readonly idlesAtMs: number | undefined
}

/**
 * Asks the upstream whom a token stands for; for its user too, which only the token of a grant with a user has. `subject`
 * tells callers of the gateway apart who share a token of the upstream. Emits
 * once; errors as core does. A token that may not ask, or whose answer names nobody, is one that shares with no other.
 * Source: API facts, section 5.
 */
export const lookUpPrincipal = (call: Call, token: TokenHash, subject?: string): Observable<LookedUp> => {
  const lone: LookedUp = { principal: loneToken(token), idlesAtMs: undefined }
  return getTokensMe(call).pipe(
    mergeMap((info) => {
      const organizationId = info.organization?.id
      const clientId = info.OAuthClient?.id
      if (!organizationId || !clientId) return of(lone)
      return userOf(call, info).pipe(
        map((user): LookedUp => {
          if (user === undefined) return lone
          const homeOrganizationId = info.homeOrganization?.id
          const clonedUserId = info.clonedUser?.id
          const scopes = info.authorizedScope ?? []
          const facts = { organizationId, homeOrganizationId, clientId, ...user, clonedUserId, subject, scopes }
          return { principal: principalOf(facts), idlesAtMs: instantOf(info.dateTokenIdles) }
        }),
      )
    }),
    catchError((error: unknown) => {
      if (statusOf(error) === 403) return of(lone)
      throw error
    }),
  )
}

/** Undefined when there may be a user of whom nothing is told. */
const userOf = (call: Call, { OAuthClient }: TokenInfo): Observable<Pick<PrincipalFacts, 'userId'> | undefined> => {
  if (OAuthClient?.authorizedGrantType === 'CLIENT-CREDENTIALS') return of({ userId: undefined })
  return getUsersMe(call).pipe(
    map(({ id }) => (id ? { userId: id } : undefined)),
    catchError((error: unknown) => {
      if (isApiError(error) && error.kind === 'http' && error.code === 'not.a.user') return of({ userId: undefined })
      throw error
    }),
  )
}

const statusOf = (error: unknown): number | undefined =>
  isApiError(error) && error.kind === 'http' ? error.status : undefined

const instantOf = (text: string | undefined): number | undefined => {
  const instant = Date.parse(text ?? '')
  return Number.isNaN(instant) ? undefined : instant
}
