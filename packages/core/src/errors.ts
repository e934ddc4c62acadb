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
  /** Milliseconds since following began. */
  readonly elapsedMs: number
  /** The last status that the API told, as it told it; undefined when it told none. */
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

/** The API answered with a status outside of 200 to 299; a browser shows 0 for a redirect, which is not followed. */
export class HttpError extends Error implements Refusal {
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
    super(`${refusal.operationId} was answered with status ${refusal.status}`)
    Object.assign(this, refusal)
  }
}

/**
 * No whole answer arrived: no connection, or one that broke. What was asked may have been done, unless `unsent` is true.
 * `cause` is the transport's error.
 */
export class NetworkError extends Error {
  override readonly name = 'NetworkError'
  readonly kind = 'network'
  readonly operationId: OperationId
  /** True when the request surely never left: its connection was never made. Browsers do not tell. */
  readonly unsent: boolean

  constructor(operationId: OperationId, cause?: unknown) {
    super(`${operationId} got no whole answer`, { cause })
    this.operationId = operationId
    this.unsent = isUnconnected(cause)
  }
}

// How Node and undici tell that connecting failed; the fact may lie under others, and under one for each address tried.
const isUnconnected = (error: unknown): boolean => {
  if (!(error instanceof Error)) return false
  const { syscall, code, errors } = error as { syscall?: unknown; code?: unknown; errors?: unknown }
  if (syscall === 'connect' || syscall === 'getaddrinfo' || code === 'UND_ERR_CONNECT_TIMEOUT') return true
  return Array.isArray(errors) ? errors.length > 0 && errors.every(isUnconnected) : isUnconnected(error.cause)
}

/** One exchange took longer than `timeoutMs` milliseconds and was aborted. What was asked may have been done. */
export class TimeoutError extends Error {
  override readonly name = 'TimeoutError'
  readonly kind = 'timeout'
  readonly operationId: OperationId
  readonly timeoutMs: number

  constructor(operationId: OperationId, timeoutMs: number) {
    super(`${operationId} got no whole answer within ${timeoutMs} ms`)
    this.operationId = operationId
    this.timeoutMs = timeoutMs
  }
}

/**
 * A good status, but a body that is not what the operation answers: HTML, cut JSON, a needed field missing.
 * Has no `cause`: the message of a JSON error quotes the body, and bodies carry secrets.
 */
export class MalformedAnswerError extends Error {
  override readonly name = 'MalformedAnswerError'
  readonly kind = 'malformed-answer'
  readonly operationId: OperationId
  readonly status: number
  readonly correlationId?: string

  constructor(operationId: OperationId, status: number, correlationId?: string) {
    super(`${operationId} was answered with status ${status} and a body that is not its answer`)
    this.operationId = operationId
    this.status = status
    this.correlationId = correlationId
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
export class LoginError extends Error implements LoginRefusal {
  override readonly name = 'LoginError'
  readonly kind = 'login'
  readonly status: number
  readonly error: string
  readonly reason: LoginReason
  readonly upstreamMessage?: string
  readonly correlationId?: string
  /** Milliseconds that the login host asked to wait for. */
  readonly retryAfterMs?: number
  /** True when `reason` is `throttled`: the credentials may be good, try again later. */
  readonly throttled: boolean

  constructor(refusal: LoginRefusal) {
    const reason = loginReason(refusal)
    super(`The login was answered with status ${refusal.status}${hints[reason]}`)
    this.status = refusal.status
    this.error = refusal.error
    this.reason = reason
    this.upstreamMessage = refusal.upstreamMessage
    this.correlationId = refusal.correlationId
    this.retryAfterMs = refusal.retryAfterMs
    this.throttled = reason === 'throttled'
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
 * access token is, and there is no refresh token; `refresh-refused`: the login host takes the refresh token no more,
 * `cause` being its refusal.
 */
export class LoginRequiredError extends Error {
  override readonly name = 'LoginRequiredError'
  readonly kind = 'login-required'
  readonly reason: 'no-login' | 'expired' | 'refresh-refused'

  constructor(reason: LoginRequiredError['reason'], cause?: LoginError) {
    super('A login on the login page is needed', { cause })
    this.reason = reason
  }
}

/**
 * The login page sent the reader back without a code to use. `refused`: with an error in its place; `unknown-state`: it
 * answers no login that was begun with this storage, or one that was answered before; `no-code`: with neither.
 */
export class AuthorizationError extends Error {
  override readonly name = 'AuthorizationError'
  readonly kind = 'authorization'
  readonly reason: 'refused' | 'unknown-state' | 'no-code'
  /** The error code of OAuth 2.0, for example `access_denied`. From the URL: anyone may have written it. */
  readonly error?: string
  /** From the URL as well: escape it where it is shown. */
  readonly upstreamMessage?: string

  constructor(reason: AuthorizationError['reason'], error?: string, upstreamMessage?: string) {
    super(authorizationMessages[reason])
    this.reason = reason
    this.error = error
    this.upstreamMessage = upstreamMessage
  }
}

const authorizationMessages: Readonly<Record<AuthorizationError['reason'], string>> = {
  refused: 'The login page refused the login',
  'unknown-state': 'The redirect answers no login that was begun here',
  'no-code': 'The redirect has neither a code nor an error',
}

/** No final answer within `deadlineMs` milliseconds. What was polled for may still end upstream. */
export class DeadlineError extends Error {
  override readonly name = 'DeadlineError'
  readonly kind = 'deadline'
  readonly deadlineMs: number

  constructor(deadlineMs: number) {
    super(`No final answer within ${deadlineMs} ms`)
    this.deadlineMs = deadlineMs
  }
}

/** The caller's AbortSignal ended the call. `cause` is the signal's reason. What was asked may have been done. */
export class CancelledError extends Error {
  override readonly name = 'CancelledError'
  readonly kind = 'cancelled'

  constructor(reason: unknown) {
    super('The call was cancelled by its signal', { cause: reason })
  }
}

/** No final answer within `maxPolls` looks. What was polled for may still end upstream. */
export class MaxPollsError extends Error {
  override readonly name = 'MaxPollsError'
  readonly kind = 'max-polls'
  readonly maxPolls: number

  constructor(maxPolls: number) {
    super(`No final answer within ${maxPolls} looks`)
    this.maxPolls = maxPolls
  }
}

/** The API asked for a longer wait than the caller allows. `cause` is the error that asked for it. */
export class RetryAfterTooLongError extends Error {
  override readonly name = 'RetryAfterTooLongError'
  readonly kind = 'retry-after-too-long'
  readonly retryAfterMs: number
  readonly limitMs: number

  constructor(retryAfterMs: number, limitMs: number, cause?: unknown) {
    super(`The API asked to wait for ${retryAfterMs} ms, more than the ${limitMs} ms allowed`, { cause })
    this.retryAfterMs = retryAfterMs
    this.limitMs = limitMs
  }
}

/** The API ended the usage execution as `Failed`. It gives no reason. Source: API facts, section 6. */
export class UsageExecutionFailedError extends Error {
  override readonly name = 'UsageExecutionFailedError'
  readonly kind = 'usage-execution-failed'
  readonly clientId: string
  readonly executionId: string
  /** How many looks were made. */
  readonly polls: number
  /** Milliseconds since following began. */
  readonly elapsedMs: number

  constructor(facts: { clientId: string; executionId: string; polls: number; elapsedMs: number }) {
    super(`Usage execution ${facts.executionId} of client ${facts.clientId} failed`)
    this.clientId = facts.clientId
    this.executionId = facts.executionId
    this.polls = facts.polls
    this.elapsedMs = facts.elapsedMs
  }
}

/**
 * A resume token was refused, before anything was asked. `malformed`: not a token, or changed on its way; `version`: of
 * another version of this package; `foreign`: for another host or client; `expired`: older than allowed.
 */
export class ResumeTokenError extends Error {
  override readonly name = 'ResumeTokenError'
  readonly kind = 'resume-token'
  readonly reason: 'malformed' | 'version' | 'foreign' | 'expired'

  constructor(reason: ResumeTokenError['reason']) {
    super(`The resume token is ${reasons[reason]}`)
    this.reason = reason
  }
}

const reasons = {
  malformed: 'not one of ours, or was changed',
  version: 'of another version',
  foreign: 'for another host or client',
  expired: 'too old',
} as const
