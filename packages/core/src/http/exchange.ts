import type { OperationId } from '@grantstream/contract'
import type { Observable, SchedulerLike } from 'rxjs'
import type { Observe } from '../observe/api-event.ts'
import type { BodyCheck } from './body-checks.ts'
import type { CallOptions, Rules } from './call-options.ts'
import type { HttpRequest, HttpResponse } from './transport.ts'

/** One operation: what is asked of the API. */
export interface Operation {
  readonly operationId: OperationId
  readonly method: HttpRequest['method']
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

/** One subscription of an operation, on its way through the layers. */
export interface Exchange {
  readonly operation: Operation
  /** Without its token. */
  readonly request: HttpRequest
  readonly options: CallOptions
  /** Counted by the process. */
  readonly call: number
  /** Requests made so far, repeats included. */
  attempts: number
}

/** Makes an exchange: emits an answer of 200 to 299 and completes, or errors. */
export type Perform = (exchange: Exchange) => Observable<HttpResponse>

/** What layers get from the call that they are a part of. */
export interface LayerAccess {
  readonly scheduler: SchedulerLike
  readonly observe: Observe | undefined
}

/** Something that a call does around its exchanges: what `sharing` and `retrying` make. */
export interface Layer {
  /** For the options that it reads. */
  readonly rules: Rules
  readonly around: (perform: Perform, access: LayerAccess) => Perform
}
