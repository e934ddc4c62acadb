import type { Observable } from 'rxjs'

/** The value of an operation with what HTTP told about it. */
export interface ApiResponse<T> {
  readonly value: T
  readonly status: number
  /** `get` takes a name in any case of letters. */
  readonly headers: { get(name: string): string | null }
  /** Names the exchange in the vendor's records. */
  readonly correlationId: string | undefined
}

/** What operations emit: the value, or the whole response. */
export type Form = 'value' | 'response'

/** What is emitted of an answer in a form. */
export type Emitted<F extends Form, T> = F extends 'response' ? ApiResponse<T> : T

/** The Observable of an operation in a form. */
export type Answer<F extends Form, T> = Observable<Emitted<F, T>>
