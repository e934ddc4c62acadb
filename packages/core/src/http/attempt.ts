import { concat, defer, ignoreElements, map, type Observable, type SchedulerLike } from 'rxjs'
import type { Budget } from '../budget/budget.ts'
import type { Observe } from '../observe/api-event.ts'
import { readHttpError } from './error-body.ts'
import type { Exchange, Perform } from './exchange.ts'
import { isSuccess } from './json.ts'
import { retryAfter } from './retry-after.ts'
import type { Send } from './send.ts'
import type { HttpResponse } from './transport.ts'
import { type TokenSource, withToken } from './with-token.ts'

/** What a request of the api goes by. */
export interface AttemptAccess {
  readonly tokens: TokenSource
  readonly send: Send
  readonly budget: Budget | undefined
  readonly scheduler: SchedulerLike
  readonly observe: Observe | undefined
}

/** One try of an exchange: a token, a turn in the budget, the request; once more after a 401. Errors with HttpError. */
export const createAttempt = ({ tokens, send, budget, scheduler, observe }: AttemptAccess): Perform => {
  const caller = {}

  const exchangeWith = (token: string, exchange: Exchange): Observable<HttpResponse> => {
    const { operation, request, options, call } = exchange
    const { operationId } = operation
    const authorized = { ...request, headers: { ...request.headers, authorization: `Bearer ${token}` } }
    const sent = defer(() =>
      send(operationId, authorized, { timeoutMs: options.timeoutMs, call, attempt: ++exchange.attempts }),
    )
    if (budget === undefined) return sent
    const onWait =
      observe &&
      ((delayMs: number) =>
        observe({ kind: 'wait', reason: 'budget', atMs: scheduler.now(), operationId, call, delayMs }))
    const turn = budget.turn(token, { caller, priority: options.priority ?? 'call', onWait })
    const learned = sent.pipe(
      map((response) => {
        if (response.status === 429) {
          budget.refused(token, retryAfter(response.headers.get('retry-after'), scheduler.now()))
        }
        return response
      }),
    )
    return turn === undefined ? learned : concat(turn.pipe(ignoreElements()), learned)
  }

  return (exchange) =>
    withToken(tokens, (token) => exchangeWith(token, exchange)).pipe(
      map((response) => {
        if (!isSuccess(response)) throw readHttpError(exchange.operation.operationId, response, scheduler.now())
        return response
      }),
    )
}
