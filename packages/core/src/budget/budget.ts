import type { SchedulerLike, Subscription } from 'rxjs'
import type { Rules } from '../http/call-options.ts'
import type { Exchange, LayerAccess } from '../http/exchange.ts'
import type { HttpResponse } from '../http/transport.ts'

/** How many requests a token may make. What `createBudget` makes; apis that are given the same one share it. */
export interface Budget {
  /** Its clock. */
  readonly scheduler: SchedulerLike
  /** For the options that it reads. */
  readonly rules: Rules
  /**
   * Calls `go` when the turn of a request has come, perhaps at once. The end of `link` gives the place in the queue up.
   * `access` tells callers apart: they take turns, so that one that asks often does not hold up the others.
   */
  enter(token: string, exchange: Exchange, access: LayerAccess, link: Subscription, go: () => void): void
  /** Learns from the answer of a request: a 429 holds the next ones back. */
  learn(token: string, response: HttpResponse): void
}
