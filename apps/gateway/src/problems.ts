import { GraphQLError } from 'graphql'

/** What `extensions.code` and `Problem.code` say; stable, for programs to switch on. */
export type RefusalCode =
  | 'CONFLICT'
  | 'INVALID_INPUT'
  | 'NOT_FOUND'
  | 'PERMISSION_DENIED'
  | 'THROTTLED'
  | 'UNAUTHENTICATED'
  | 'UPSTREAM_UNAVAILABLE'

/**
 * A failure that the caller can act on. Thrown by a query it is a GraphQL error with the facts in `extensions`; thrown
 * by a mutation that declares its class it is a member of the result union. Messages are ours, never the upstream's.
 */
export abstract class Refusal extends GraphQLError {
  readonly code: RefusalCode
  /** The upstream's id of the exchange that failed; null when the gateway itself refused. */
  readonly correlationId: string | null
  /** True when the same call may succeed later, unchanged. */
  readonly retryable: boolean = false

  constructor(code: RefusalCode, message: string, correlationId?: string, facts?: Readonly<Record<string, unknown>>) {
    super(message, { extensions: { code, correlationId: correlationId ?? null, ...facts } })
    this.code = code
    this.correlationId = correlationId ?? null
  }
}

/** The upstream does not know the token, or no longer. Always a top-level error, in no union. */
export class Unauthenticated extends Refusal {
  constructor(correlationId?: string) {
    super('UNAUTHENTICATED', 'The access token is not valid, or no longer.', correlationId)
  }
}

/** One fault of an input; `path` leads to it from the input's top and is empty when the whole is meant. */
export interface InputIssue {
  readonly path: readonly string[]
  readonly message: string
}

export class InvalidInput extends Refusal {
  readonly issues: readonly InputIssue[]

  constructor(issues: readonly InputIssue[], correlationId?: string) {
    super('INVALID_INPUT', issues.map(describeIssue).join('; '), correlationId, { issues })
    this.issues = issues
  }
}

export class NotFound extends Refusal {
  constructor(correlationId?: string) {
    super('NOT_FOUND', 'There is no such thing in the organisation of this token.', correlationId)
  }
}

export class PermissionDenied extends Refusal {
  readonly missingPermissions: readonly string[]

  constructor(missingPermissions: readonly string[], correlationId?: string) {
    const names = missingPermissions.length > 0 ? `: it takes ${missingPermissions.join(', ')}` : ''
    super('PERMISSION_DENIED', `The token may not do this${names}.`, correlationId, { missingPermissions })
    this.missingPermissions = missingPermissions
  }
}

export class Conflict extends Refusal {
  constructor(message: string, correlationId?: string) {
    super('CONFLICT', message, correlationId)
  }
}

export class Throttled extends Refusal {
  /** Milliseconds that the upstream asked to wait; null when it did not say. */
  readonly retryAfterMs: number | null
  override readonly retryable = true

  constructor(retryAfterMs?: number, correlationId?: string) {
    const wait = retryAfterMs === undefined ? 'later' : `in ${Math.ceil(retryAfterMs / 1000)} s`
    super('THROTTLED', `The rate limit of the upstream is used up: try again ${wait}.`, correlationId, {
      retryAfterMs: retryAfterMs ?? null,
    })
    this.retryAfterMs = retryAfterMs ?? null
  }
}

export class UpstreamUnavailable extends Refusal {
  override readonly retryable: boolean

  constructor(message: string, correlationId?: string, retryable = true) {
    super('UPSTREAM_UNAVAILABLE', message, correlationId)
    this.retryable = retryable
  }
}

const describeIssue = ({ path, message }: InputIssue): string =>
  path.length > 0 ? `${path.join('.')}: ${message}` : message
