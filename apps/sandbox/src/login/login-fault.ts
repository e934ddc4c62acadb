import type { LoginError } from '@grantstream/contract'

/** A refusal by the login host. `error` is a code of OAuth 2.0; the caller reads `message`. */
export class LoginFault extends Error {
  readonly kind = 'login-fault'
  override readonly name = 'LoginFault'
  readonly error: string
  /** HTTP status. */
  readonly status: number
  /** Whole seconds until the call may be made again. */
  readonly retryAfter: number | undefined

  constructor(error: string, description: string, status = 400, retryAfter?: number) {
    super(description)
    this.error = error
    this.status = status
    this.retryAfter = retryAfter
  }
}

/** Both descriptions hold the same text. Source: API facts, section 5. */
export const loginError = ({ error, message }: LoginFault): LoginError => ({
  error,
  description: message,
  error_description: message,
})
