import { map } from 'rxjs'
import type { Budget } from '../budget/budget.ts'
import { readHttpError } from './error-body.ts'
import type { LayerAccess, Perform } from './exchange.ts'
import { isSuccess } from './json.ts'
import type { Send } from './send.ts'
import { type TokenSource, withToken } from './with-token.ts'

/** What the requests of an api go by. */
export interface AttemptAccess extends LayerAccess {
  readonly tokens: TokenSource
  readonly send: Send
  readonly budget: Budget | undefined
}

/** One try of an exchange: a token, a turn in the budget, the request; once more after a 401. Errors with HttpError. */
export const createAttempt =
  (access: AttemptAccess): Perform =>
  (exchange) =>
    withToken(access.tokens, (token) => {
      const { operation, request, options, call } = exchange
      const { operationId } = operation
      const attempt = { timeoutMs: options.timeoutMs, call, attempt: ++exchange.attempts }
      const headers = { ...request.headers, authorization: `Bearer ${token}` }
      const sent = access.send(operationId, { ...request, headers }, attempt)
      const inTurn = access.budget?.within(token, exchange, access, sent) ?? sent
      return inTurn.pipe(
        map((response) => {
          if (isSuccess(response)) return response
          throw readHttpError(operationId, response, token, access.scheduler.now())
        }),
      )
    })
