import type { TokenHash } from './token-hash.ts'

declare const brand: unique symbol

/**
 * What anything that outlives a request is kept by. Made in this file only: a text that somebody put together does not
 * typecheck, so that nobody can forget whose the thing is.
 */
export type PrincipalKey = string & { readonly [brand]: 'PrincipalKey' }

/** Whom a token stands for, as far as it decides what the upstream answers. */
export interface Principal {
  readonly key: PrincipalKey
  /** Undefined when the upstream does not tell; then the token shares with no other. */
  readonly facts: PrincipalFacts | undefined
}

export interface PrincipalFacts {
  readonly organizationId: string
  /** Where the user is at home, when that is another organisation. */
  readonly homeOrganizationId: string | undefined
  readonly clientId: string
  /** Undefined for a token of client credentials. */
  readonly userId: string | undefined
  /** Who acts in the place of the user. */
  readonly clonedUserId: string | undefined
  /** Who calls, where the gateway's own service token stands for many. */
  readonly subject: string | undefined
  readonly scopes: readonly string[]
}

/** The principal of these facts: the same for two tokens only if they may see and do the same. */
export const principalOf = (facts: PrincipalFacts): Principal => {
  const { organizationId, homeOrganizationId, clientId, userId, clonedUserId, subject, scopes } = facts
  const ids = [organizationId, homeOrganizationId, clientId, userId, clonedUserId, subject]
  // An array has null where there is no id.
  return { key: JSON.stringify([...ids, [...new Set(scopes)].sort()]) as PrincipalKey, facts }
}

/** A principal of which nothing is known but that this token is its: it shares with itself alone. */
export const loneToken = (token: TokenHash): Principal => ({ key: `token ${token}` as PrincipalKey, facts: undefined })
