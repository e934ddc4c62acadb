import type { Auth } from '@grantstream/core'

/** Who asks, once it is known that they may. */
export interface Identity {
  /** How the upstream is asked for them: with their own token, or with that of the gateway's service client. */
  readonly auth: Auth
  /** Tells callers apart who share a token at the upstream; undefined for those who bring their own. */
  readonly subject: string | undefined
  /** Milliseconds since 1970; undefined when only the upstream knows. */
  readonly expiresAtMs: number | undefined
}

/** The identity behind a token. Rejects with `NotAuthenticated` or `KeysUnavailable`. */
export type Authenticate = (token: string) => Promise<Identity>

/** The token is none that this gateway takes. The message says nothing of why: that helps only who forges one. */
export class NotAuthenticated extends Error {
  override readonly name = 'NotAuthenticated'
}

/** The keys that tokens are verified with cannot be had at the moment. */
export class KeysUnavailable extends Error {
  override readonly name = 'KeysUnavailable'
}
