import type { OAuthGrantType } from '@grantstream/contract'
import type { Workload } from './workloads.ts'

/** A client to be seeded, and how it behaves. Days count back, or for `deletedIn` ahead, from the day of seeding. */
export interface SeedClient {
  /** What its id and its traffic follow from; the name when left out. */
  readonly key?: string
  readonly name: string
  readonly description?: string
  readonly grantType: OAuthGrantType
  readonly createdDaysAgo: number
  readonly state?: 'inactive' | 'disabled'
  readonly deletedIn?: number
  readonly tokenSeconds?: number
  /** Names of roles; for client credentials only. */
  readonly roles?: readonly string[]
  /** For every other grant type. */
  readonly scope?: readonly string[]
  readonly redirectUris?: readonly string[]
  /** How the organisation decided on it. */
  readonly authorization?: 'Requested' | 'Authorized' | 'Revoked'
  /** Left out: a client that nobody uses. */
  readonly traffic?: Traffic
}

export interface Traffic {
  readonly workload: Workload
  /** Requests on an ordinary weekday at the end of the time that is seeded. */
  readonly perDay: number
  /** Traffic of a weekend day as a share of a weekday's; 0.1 when left out. */
  readonly weekend?: number
  /** How much traffic there is at the end for each request at the start; 1 when left out. */
  readonly growth?: number
  /** The last day with traffic; yesterday when left out. */
  readonly stoppedDaysAgo?: number
  /** How many people use it; traffic of people carries their ids. */
  readonly users?: number
  /** The share of its requests that exceed the rate limit on a busy day. */
  readonly throttled?: number
}
