import type { OperationId } from '@grantstream/contract'
import type { SchedulerLike, Subscription } from 'rxjs'
import type { Answered, Attempt, Exchange } from '../http/exchange.ts'
import { correlationIdOf } from '../http/json.ts'
import type { HttpRequest } from '../http/transport.ts'
import { requireFunction } from '../refuse.ts'
import type { EndEvent, Observe } from './api-event.ts'

/** What watches the calls of an api; what `observing` made. */
export interface Watching {
  /** Called once by each api, with its clock. */
  connect(scheduler: SchedulerLike): Watch
}

/** Tells an observer of the steps of calls. */
export interface Watch {
  /** The observer, unable to throw. */
  readonly observe: Observe
  /** Tells of a request. Gives what is to be told of its answer. */
  readonly request: (request: HttpRequest, attempt: Attempt) => Answered
  /** Tells of the end of a call, at the end of its link. Gives what is to be told how it ended, unless it was left. */
  readonly call: (
    operationId: OperationId,
    call: number,
    link: Subscription,
  ) => (outcome: EndEvent['outcome'], error?: unknown) => void
  /** Tells of a call that joins the exchange of another one. */
  readonly share: (exchange: Exchange, joined: number) => void
  /** Tells of a call that waits for its turn. */
  readonly wait: (exchange: Exchange, delayMs: number) => void
  /** Tells of a repeat, and of the Retry-After that it goes by. */
  readonly retry: (exchange: Exchange, delayMs: number, error: unknown, retryAfterMs: number | undefined) => void
}

/**
 * Lets an observer watch the calls of an api. What it throws is ignored: it must not change what it watches. Throws a
 * TypeError for what is no function.
 *
 * @example
 * ```ts
 * import { bearerToken, createOAuthApi, hostsOf, observing } from '@grantstream/core'
 *
 * const watch = observing((event) => process.stdout.write(`${event.kind}\n`))
 * const api = createOAuthApi({ ...hostsOf('eu-west-1'), auth: bearerToken('a-token'), watch })
 *
 * api.getOauthScopes().subscribe()
 * ```
 */
export const observing = (observer: Observe): Watching => {
  requireFunction('observing', observer)
  const observe: Observe = (event) => {
    try {
      observer(event)
    } catch {
      // See above.
    }
  }
  const connect: Watching['connect'] = (scheduler) => {
    const scopeOf = ({ operation, call }: Attempt) => ({
      atMs: scheduler.now(),
      operationId: operation.operationId,
      call,
    })
    return {
      observe,
      request: ({ method, url }, attempted) => {
        const scope = scopeOf(attempted)
        const attempt = attempted.attempts
        observe({ kind: 'request', ...scope, attempt, method, url })
        return (response) => {
          const atMs = scheduler.now()
          const durationMs = Math.max(0, atMs - scope.atMs)
          const { status } = response
          const correlationId = correlationIdOf(response)
          observe({ kind: 'response', ...scope, attempt, atMs, status, correlationId, durationMs })
        }
      },
      call: (operationId, call, link) => {
        const startedAtMs = scheduler.now()
        let outcome: EndEvent['outcome'] = 'unsubscribed'
        let error: unknown
        link.add(() => {
          const atMs = scheduler.now()
          const durationMs = Math.max(0, atMs - startedAtMs)
          observe({ kind: 'end', of: 'call', operationId, call, atMs, outcome, durationMs, error })
        })
        return (toldOutcome, toldError) => {
          outcome = toldOutcome
          error = toldError
        }
      },
      share: (exchange, joined) => observe({ kind: 'share', ...scopeOf(exchange), with: joined }),
      wait: (exchange, delayMs) => observe({ kind: 'wait', reason: 'budget', ...scopeOf(exchange), delayMs }),
      retry: (exchange, delayMs, error, retryAfterMs) => {
        const scope = scopeOf(exchange)
        if (retryAfterMs) observe({ kind: 'directive', ...scope, retryAfterMs, executionId: undefined })
        observe({ kind: 'retry', ...scope, attempt: exchange.attempts, delayMs, error })
      },
    }
  }
  return { connect }
}
