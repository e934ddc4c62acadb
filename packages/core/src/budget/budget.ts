import type { Observable } from 'rxjs'
import type { Rules } from '../http/call-options.ts'
import type { Exchange, LayerAccess } from '../http/exchange.ts'
import type { HttpResponse } from '../http/transport.ts'

/** How many requests a token may make. What `createBudget` makes; apis that are given the same one share it. */
export interface Budget {
  /** For the options that it reads. */
  readonly rules: Rules
  /**
   * The request of an exchange, made when its turn has come. Learns from a 429. Unsubscribing gives the place in the
   * queue up. `access` tells callers apart: they take turns, so that one that asks often does not hold up the others.
   */
  within(
    token: string,
    exchange: Exchange,
    access: LayerAccess,
    request: Observable<HttpResponse>,
  ): Observable<HttpResponse>
}
