import type { OperationId } from '@grantstream/contract'
import type { SchedulerLike, Subscription } from 'rxjs'
import type { Refusal } from '../errors.ts'
import type { Watch } from '../observe/observing.ts'
import type { BodyCheck } from './body-checks.ts'
import type { CallOptions, Rules } from './call-options.ts'
import type { HttpRequest, HttpResponse } from './transport.ts'
import type { TokenSource } from './with-token.ts'

/** One operation: what is asked of the API. */
export interface Operation {
  readonly operationId: OperationId
  /** GET when left out. */
  readonly method?: Exclude<HttpRequest['method'], 'GET'>
  /** From the root of the API, its query included. */
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  /** Sent as JSON. */
  readonly body?: object
  /** True for a GET that starts an execution, so that a second one is no repeat of the first. */
  readonly starts?: boolean
  /** Whether a JSON object can be the answer; any can by default. */
  readonly accepts?: BodyCheck
  /** True where the answer is nothing: its body is not looked at. */
  readonly isEmpty?: boolean
}

/** True for an operation that adds something, each time that it is asked for. */
export const isAdding = ({ method, starts = method === 'POST' }: Operation): boolean => starts

/** Whose request it is, and what is different about it. */
export interface Attempt {
  readonly operation: Pick<Operation, 'operationId'>
  readonly options: Pick<CallOptions, 'timeoutMs'>
  /** Counted by the process. */
  readonly call: number
  /** Requests made so far, this one and repeats included. */
  readonly attempts: number
}

/** One subscription of an operation, on its way through the layers. */
export interface Exchange extends Attempt {
  readonly operation: Operation
  readonly request: (token: string) => HttpRequest
  readonly options: CallOptions
  attempts: number
}

/** Takes the answer of an exchange. */
export type Answered = (response: HttpResponse) => void

/** Takes the error that an exchange ended with. */
export type Failed = (error: unknown) => void

/**
 * Makes an exchange and tells how it ended, once: by an answer of 200 to 299 or by an error. What is under way is added
 * to `link`, whose end undoes it. Not an Observable, since every call pays for each layer.
 */
export type Perform = (exchange: Exchange, link: Subscription, answer: Answered, fail: Failed) => void

/** What layers get from the call that they are a part of. */
export interface LayerAccess {
  /** Where the token of the next request comes from. */
  readonly tokens: TokenSource
  readonly scheduler: SchedulerLike
  readonly watch: Watch | undefined
  /** Reads what an answer tells that refuses an operation, for HttpError to tell. Set by a layer that can. */
  explain?: (response: HttpResponse, token: string, nowMs: number) => Partial<Refusal>
}

/** Something that a call does around its exchanges: what `sharing` and `retrying` make. */
export interface Layer {
  /** For the options that it reads. */
  readonly rules: Rules
  readonly around: (perform: Perform, access: LayerAccess) => Perform
}
