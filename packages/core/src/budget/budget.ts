import type { Observable } from 'rxjs'

/** How many requests a token may make. What `createBudget` makes; apis that are given the same one share it. */
export interface Budget {
  /**
   * Asks for a turn. Undefined when the request may be made at once, which then counts; else an Observable that emits
   * once when its turn has come. Unsubscribing gives the place in the queue up.
   */
  turn(token: string, asking: Asking): Observable<void> | undefined
  /** Tells that the API answered 429 to a request with this token. */
  refused(token: string, retryAfterMs: number | undefined): void
}

/** Who asks for a turn. */
export interface Asking {
  /** Whom turns are shared among: one that asks often does not hold up the others. */
  readonly caller: object
  /** Polls go when no call waits. */
  readonly priority: 'call' | 'poll'
  /** Gets the milliseconds that the wait will take at the least, when there is one. */
  readonly onWait?: (delayMs: number) => void
}
