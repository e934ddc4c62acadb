import type { components, OperationId } from '@grantstream/contract'

/** One cause of an error, as the vendor's error body lists it. */
export type Detail = components['schemas']['Detail']

/** Every failure that core's streams emit. Switch on `kind`; each case narrows to one class. */
export type ApiError = (
  | HttpError
  | NetworkError
  | TimeoutError
  | MalformedAnswerError
  | LoginError
  | LoginRequiredError
  | AuthorizationError
  | DeadlineError
  | CancelledError
  | MaxPollsError
  | RetryAfterTooLongError
  | UsageExecutionFailedError
  | ResumeTokenError
) & {
  /** Where the usage execution stood, when the failure ended the following of one. */
  readonly execution?: UsageExecutionFacts
}

/** What is known of a usage execution that is no longer followed. */
export interface UsageExecutionFacts {
  readonly clientId: string
  readonly executionId: string
  /** For `resumeUsageExecution`; undefined when the ids are too long for one. */
  readonly resumeToken: string | undefined
  /** How many looks were taken. */
  readonly polls: number
  /** Milliseconds since following began; for a waiter that left a shared poll, at the latest state. */
  readonly elapsedMs: number
  /** The last status that the API told, as it told it; undefined when it told none, and for a waiter that left a shared poll. */
  readonly lastStatus: unknown
}

const kinds = [
  'http',
  'network',
  'timeout',
  'malformed-answer',
  'login',
  'login-required',
  'authorization',
  'deadline',
  'cancelled',
  'max-polls',
  'retry-after-too-long',
  'usage-execution-failed',
  'resume-token',
] as const satisfies ApiError['kind'][]

/** True for a failure of core. Goes by `kind`, so that it also holds between two installed copies of the package. */
export const isApiError = (value: unknown): value is ApiError =>
  value instanceof Error && 'kind' in value && kinds.some((kind) => kind === value.kind)

/** The facts of an answer that refused an operation. */
export interface Refusal {
  readonly operationId: OperationId
  /** The HTTP status. */
  readonly status: number
  /** The vendor's error code, for example `not.found`. Stable, unlike texts. Source: API facts, section 4. */
  readonly code?: string
  /** Names the exchange in the vendor's records. */
  readonly correlationId?: string
  /** Milliseconds that the API asked to wait for. */
  readonly retryAfterMs?: number
  /** The permissions of which all, or any one, would have been needed; empty when the API named none. */
  readonly missingPermissions: readonly string[]
  readonly details: readonly Detail[]
  /** The text of the API. Not stable, and not ours: escape it where it is shown. */
  readonly upstreamMessage?: string
}

/** What all of them are made of: a message, the facts as fields, and the cause where there is one. */
class Failure extends Error {
  constructor(message: string, facts: object, options?: ErrorOptions) {
    super(message, options)
    Object.assign(this, facts)
  }
}

/** The API answered with a status outside of 200 to 299; a browser shows 0 for a redirect, which is not followed. */
export class HttpError extends Failure implements Refusal {
  override readonly name = 'HttpError'
  readonly kind = 'http'
  declare readonly operationId: OperationId
  declare readonly status: number
  declare readonly code?: string
  declare readonly correlationId?: string
  declare readonly retryAfterMs?: number
  declare readonly missingPermissions: readonly string[]
  declare readonly details: readonly Detail[]
  declare readonly upstreamMessage?: string

  constructor(refusal: Refusal) {
    super(`${refusal.operationId} was answered with status ${refusal.status}`, refusal)
  }
}

/**
 * No whole answer arrived: no connection, or one that broke. What was asked may have been done, unless `isUnsent` knows
 * better. `cause` is the transport's error.
 */
export class NetworkError extends Failure {
  override readonly name = 'NetworkError'
  readonly kind = 'network'
  declare readonly operationId: OperationId

  constructor(operationId: OperationId, cause?: unknown) {
    super(`${operationId} got no whole answer`, { operationId }, { cause })
  }
}

/** One exchange took longer than `timeoutMs` milliseconds and was aborted. What was asked may have been done. */
export class TimeoutError extends Failure {
  override readonly name = 'TimeoutError'
  readonly kind = 'timeout'
  declare readonly operationId: OperationId
  declare readonly timeoutMs: number

  constructor(operationId: OperationId, timeoutMs: number) {
    super(`${operationId} got no whole answer within ${timeoutMs} ms`, { operationId, timeoutMs })
  }
}

/**
 * A good status, but a body that is not what the operation answers: HTML, cut JSON, a needed field missing.
 * Has no `cause`: the message of a JSON error quotes the body, and bodies carry secrets.
 */
export class MalformedAnswerError extends Failure {
  override readonly name = 'MalformedAnswerError'
  readonly kind = 'malformed-answer'
  declare readonly operationId: OperationId
  declare readonly status: number
  declare readonly correlationId?: string

  constructor(operationId: OperationId, status: number, correlationId?: string) {
    super(`${operationId} was answered with status ${status} and a body that is no answer`, {
      operationId,
      status,
      correlationId,
    })
  }
}

/** The facts of a refused login. */
export interface LoginRefusal {
  readonly status: number
  /** The error code of OAuth 2.0, for example `invalid_client`; `unknown` when the login host named none. */
  readonly error: string
  readonly upstreamMessage?: string
  readonly correlationId?: string
  readonly retryAfterMs?: number
}

/**
 * Why a login was refused, as far as the login host tells. It knows only the clients of its own region, so that a wrong
 * region looks like a wrong id.
 */
export type LoginReason = 'unknown-client-or-region' | 'wrong-secret' | 'throttled' | 'refused'

/** The login host gave no token. Source: API facts, section 5. */
export class LoginError extends Failure implements LoginRefusal {
  override readonly name = 'LoginError'
  readonly kind = 'login'
  declare readonly status: number
  declare readonly error: string
  declare readonly reason: LoginReason
  declare readonly upstreamMessage?: string
  declare readonly correlationId?: string
  /** Milliseconds that the login host asked to wait for. */
  declare readonly retryAfterMs?: number
  /** True when `reason` is `throttled`: the credentials may be good, try again later. */
  declare readonly throttled: boolean

  constructor(refusal: LoginRefusal) {
    const reason = loginReason(refusal)
    const facts = { ...refusal, reason, throttled: reason === 'throttled' }
    super(`The login was answered with status ${refusal.status}${hints[reason]}`, facts)
  }
}

const hints: Readonly<Record<LoginReason, string>> = {
  'unknown-client-or-region': ': no such client there; is its id right, and the region that of its organisation?',
  'wrong-secret': ': the client is known there, its secret is wrong',
  throttled: ': too many logins',
  refused: '',
}

// Told apart by texts only; the login host throttles with a 400. Source: API facts, section 4, rate limits, and section 5.
const loginReason = ({ status, error, upstreamMessage = '' }: LoginRefusal): LoginReason => {
  if (status === 429 || /^rate limit exceeded/i.test(upstreamMessage)) return 'throttled'
  if (error !== 'invalid_client') return 'refused'
  if (/client not found/i.test(upstreamMessage)) return 'unknown-client-or-region'
  return /authentication failed/i.test(upstreamMessage) ? 'wrong-secret' : 'refused'
}

/**
 * There is no login to go on with: send the reader to the login page. `no-login`: nothing is stored; `expired`: the
 * access token is, and there is no refresh token; `refresh-refused`: the login host takes the refresh token no more, or
 * from nobody without a secret, `cause` being its refusal.
 */
export class LoginRequiredError extends Failure {
  override readonly name = 'LoginRequiredError'
  readonly kind = 'login-required'
  declare readonly reason: 'no-login' | 'expired' | 'refresh-refused'

  constructor(reason: LoginRequiredError['reason'], cause?: LoginError) {
    super('A login on the login page is needed', { reason }, { cause })
  }
}

/**
 * The login page sent the reader back without a code to use. `refused`: with an error in its place; `unknown-state`: it
 * answers no login that was begun with this storage, or one that was answered before; `no-code`: with neither.
 */
export class AuthorizationError extends Failure {
  override readonly name = 'AuthorizationError'
  readonly kind = 'authorization'
  declare readonly reason: 'refused' | 'unknown-state' | 'no-code'
  /** The error code of OAuth 2.0, for example `access_denied`. From the URL: anyone may have written it. */
  declare readonly error?: string
  /** From the URL as well: escape it where it is shown. */
  declare readonly upstreamMessage?: string

  constructor(reason: AuthorizationError['reason'], error?: string, upstreamMessage?: string) {
    super(authorizationMessages[reason], { reason, error, upstreamMessage })
  }
}

const authorizationMessages: Readonly<Record<AuthorizationError['reason'], string>> = {
  refused: 'The login page refused the login',
  'unknown-state': 'The redirect answers no login that was begun here',
  'no-code': 'The redirect has neither a code nor an error',
}

/** No final answer within `deadlineMs` milliseconds. What was polled for may still end upstream. */
export class DeadlineError extends Failure {
  override readonly name = 'DeadlineError'
  readonly kind = 'deadline'
  declare readonly deadlineMs: number

  constructor(deadlineMs: number) {
    super(`No final answer within ${deadlineMs} ms`, { deadlineMs })
  }
}

/** The caller's AbortSignal ended the call. `cause` is the signal's reason. What was asked may have been done. */
export class CancelledError extends Failure {
  override readonly name = 'CancelledError'
  readonly kind = 'cancelled'

  constructor(cause: unknown) {
    super('Cancelled by its signal', {}, { cause })
  }
}

/** No final answer within `maxPolls` looks. What was polled for may still end upstream. */
export class MaxPollsError extends Failure {
  override readonly name = 'MaxPollsError'
  readonly kind = 'max-polls'
  declare readonly maxPolls: number

  constructor(maxPolls: number) {
    super(`No final answer within ${maxPolls} looks`, { maxPolls })
  }
}

/** The API asked for a longer wait than the caller allows. `cause` is the error that asked for it. */
export class RetryAfterTooLongError extends Failure {
  override readonly name = 'RetryAfterTooLongError'
  readonly kind = 'retry-after-too-long'
  declare readonly retryAfterMs: number
  declare readonly limitMs: number

  constructor(retryAfterMs: number, limitMs: number, cause?: unknown) {
    super(`The API asked to wait for ${retryAfterMs} ms, more than ${limitMs} ms`, { retryAfterMs, limitMs }, { cause })
  }
}

/** The API ended the usage execution as `Failed`. It gives no reason. Source: API facts, section 6. */
export class UsageExecutionFailedError extends Failure {
  override readonly name = 'UsageExecutionFailedError'
  readonly kind = 'usage-execution-failed'
  declare readonly clientId: string
  declare readonly executionId: string
  /** How many looks were made. */
  declare readonly polls: number
  /** Milliseconds since following began. */
  declare readonly elapsedMs: number

  constructor(facts: { clientId: string; executionId: string; polls: number; elapsedMs: number }) {
    super(`Usage execution ${facts.executionId} of client ${facts.clientId} failed`, facts)
  }
}

/**
 * A resume token was refused, before anything was asked. `malformed`: not a token, or changed on its way; `version`: of
 * another version of this package; `foreign`: for another host or client; `expired`: older than allowed.
 */
export class ResumeTokenError extends Failure {
  override readonly name = 'ResumeTokenError'
  readonly kind = 'resume-token'
  declare readonly reason: 'malformed' | 'version' | 'foreign' | 'expired'

  constructor(reason: ResumeTokenError['reason']) {
    super(`The resume token is ${reasons[reason]}`, { reason })
  }
}

const reasons = {
  malformed: 'not one of ours, or was changed',
  version: 'of another version',
  foreign: 'for another host or client',
  expired: 'too old',
} as const
