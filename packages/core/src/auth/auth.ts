import type { SchedulerLike } from 'rxjs'
import type { Send } from '../http/send.ts'
import type { TokenSource } from '../http/with-token.ts'

/**
 * How the api gets its access tokens: made by `bearerToken`, `clientCredentials` or `authorizationCode`. The token is
 * kept per Auth, on purpose: the apis that share one share its token, and log in by way of the first; to keep them apart,
 * make an Auth for each.
 */
export interface Auth {
  /** Called once by each api. Throws a TypeError when the api lacks what this kind needs. */
  connect(access: LoginAccess): TokenSource
}

/** What an api lends its Auth to log in. */
export interface LoginAccess {
  readonly loginUrl?: string
  readonly send: Send
  readonly scheduler: SchedulerLike
}
