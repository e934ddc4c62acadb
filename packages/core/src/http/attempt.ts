import type { Budget } from '../budget/budget.ts'
import { readHttpError } from './error-body.ts'
import type { LayerAccess, Perform } from './exchange.ts'
import { isSuccess } from './json.ts'
import type { Transmit } from './transmit.ts'
import { type TokenSource, withToken } from './with-token.ts'

/** What the requests of an api go by. */
export interface AttemptAccess extends LayerAccess {
  readonly tokens: TokenSource
  readonly transmit: Transmit
  readonly budget: Budget | undefined
}

/** One try of an exchange: a token, a turn in the budget, the request; once more after a 401. Fails with HttpError. */
export const createAttempt =
  (access: AttemptAccess): Perform =>
  (exchange, link, answer, fail) => {
    const { tokens, transmit, budget, scheduler } = access
    const exchangeWith = (token: string, refuse: typeof fail) => {
      const go = () => {
        exchange.attempts++
        transmit(
          exchange.request(token),
          exchange,
          link,
          (response) => {
            budget?.learn(token, response)
            if (isSuccess(response)) answer(response)
            else refuse(readHttpError(exchange.operation.operationId, response, token, scheduler.now()))
          },
          refuse,
        )
      }
      if (budget) budget.enter(token, exchange, access, link, go)
      else go()
    }
    withToken(tokens, link, exchangeWith, fail)
  }
