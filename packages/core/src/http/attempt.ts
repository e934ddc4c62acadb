import type { Budget } from '../budget/budget.ts'
import { HttpError } from '../errors.ts'
import type { LayerAccess, Perform } from './exchange.ts'
import { correlationIdOf, isSuccess } from './json.ts'
import { type TransmitOptions, transmit } from './transmit.ts'
import type { HttpResponse } from './transport.ts'
import { withToken } from './with-token.ts'

/** What the requests of an api go by. */
export interface AttemptAccess extends LayerAccess, TransmitOptions {
  readonly budget: Budget | undefined
}

/** One try of an exchange: a token, a turn in the budget, the request; once more after a 401. Fails with HttpError. */
export const createAttempt =
  (access: AttemptAccess): Perform =>
  (exchange, link, answer, fail) => {
    const { budget, scheduler, explain } = access
    const exchangeWith = (token: string, refuse: typeof fail) => {
      const take = (response: HttpResponse) => {
        budget?.learn(token, response)
        if (isSuccess(response)) return answer(response)
        refuse(
          new HttpError({
            operationId: exchange.operation.operationId,
            status: response.status,
            correlationId: correlationIdOf(response),
            missingPermissions: [],
            details: [],
            ...explain?.(response, token, scheduler.now()),
          }),
        )
      }
      const go = () => {
        exchange.attempts++
        transmit(access, exchange.request(token), exchange, link, take, refuse)
      }
      if (budget) budget.enter(token, exchange, access, link, go)
      else go()
    }
    withToken(access.tokens, link, exchangeWith, fail)
  }
