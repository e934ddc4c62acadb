import type { PrincipalKey } from '../principal/principal.ts'

declare const brand: unique symbol

/** What a shared poll is kept by. Made of a principal's key, and so of nothing that somebody else could have. */
export type PollKey = string & { readonly [brand]: 'PollKey' }

export interface ExecutionIds {
  readonly clientId: string
  readonly executionId: string
}

export type PollKeyOf = (principal: PrincipalKey, execution: ExecutionIds) => PollKey

export const pollKeyOf: PollKeyOf = (principal, { clientId, executionId }) =>
  JSON.stringify([principal, clientId, executionId]) as PollKey
