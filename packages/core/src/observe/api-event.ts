import type { OperationId } from '@grantstream/contract'

/** What happened on the way to an answer. Carries no token, no secret and no body. Times are milliseconds of the api's clock. */
export type ApiEvent =
  | RequestEvent
  | ResponseEvent
  | RetryEvent
  | WaitEvent
  | ShareEvent
  | PollEvent
  | DirectiveEvent
  | WarningEvent
  | EndEvent

/** Takes events as they happen. What it throws is ignored: it must not change what it watches. */
export type Observe = (event: ApiEvent) => void

/** Where an event belongs. */
interface CallScope {
  readonly atMs: number
  readonly operationId: OperationId
  /** One subscription of an operation, or one login, which calls may share; counted by the process. */
  readonly call: number
}

/** Which execution a poll looks at. */
interface PollScope {
  readonly atMs: number
  readonly clientId: string
  readonly executionId: string
}

/** A request is handed to the transport. */
export interface RequestEvent extends CallScope {
  readonly kind: 'request'
  readonly method: string
  readonly url: string
  /** From 1; above it, repeats. */
  readonly attempt: number
}

/** An answer is there, of any status, with its body. */
export interface ResponseEvent extends CallScope {
  readonly kind: 'response'
  readonly attempt: number
  readonly status: number
  readonly correlationId: string | undefined
  /** Since the request. */
  readonly durationMs: number
}

/** An attempt failed and will be repeated after `delayMs`. */
export interface RetryEvent extends CallScope {
  readonly kind: 'retry'
  /** The attempt that failed. */
  readonly attempt: number
  readonly delayMs: number
  readonly error: unknown
}

/** A call waits for its turn in the budget. */
export interface WaitEvent extends CallScope {
  readonly kind: 'wait'
  readonly reason: 'budget'
  /** How long it will wait at the least, as far as the budget knows. */
  readonly delayMs: number
}

/** A call joins the exchange of an identical one. */
export interface ShareEvent extends CallScope {
  readonly kind: 'share'
  /** The call that opened the exchange. */
  readonly with: number
}

/** A look at an execution was taken, and what it showed. */
export interface PollEvent extends PollScope {
  readonly kind: 'poll'
  /** Looks so far, this one included. */
  readonly polls: number
  readonly elapsedMs: number
  readonly status: 'running' | 'complete' | 'failed' | 'unknown'
  /** Until the next look; undefined when there is none. */
  readonly nextLookMs: number | undefined
  /** Why the look showed nothing; undefined when it did. */
  readonly error: unknown
}

/** The API directed a poll, or a call that is to be repeated, to wait. */
export interface DirectiveEvent {
  readonly kind: 'directive'
  readonly atMs: number
  readonly retryAfterMs: number
  readonly operationId: OperationId
  readonly call: number | undefined
  readonly executionId: string | undefined
}

/** Something that this version does not know, taken in the harmless sense. */
export interface WarningEvent extends PollScope {
  readonly kind: 'warning'
  readonly reason: 'unknown-status'
  readonly queryStatus: unknown
}

/** A call, a login among them, or a poll is over. */
export type EndEvent = (CallScope | PollScope) & {
  readonly kind: 'end'
  readonly of: 'call' | 'poll'
  readonly outcome: 'value' | 'error' | 'unsubscribed'
  /** Since the subscription. */
  readonly durationMs: number
  /** Undefined unless the outcome is `error`. */
  readonly error: unknown
}
