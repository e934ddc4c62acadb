import type { OperationId } from '@grantstream/contract'
import type { SchedulerLike, Subscription } from 'rxjs'
import type { Answered, Attempt } from '../http/exchange.ts'
import { correlationIdOf } from '../http/json.ts'
import type { HttpRequest } from '../http/transport.ts'
import { requireFunction } from '../refuse.ts'
import type { EndEvent, Observe } from './api-event.ts'

/** An observer, wired to watch calls. */
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
}

/** Wires an observer. What it throws is ignored: it must not change what it watches. */
export const observing = (observer: Observe, scheduler: SchedulerLike): Watch => {
  requireFunction('observe', observer)
  const observe: Observe = (event) => {
    try {
      observer(event)
    } catch {
      // See above.
    }
  }
  return {
    observe,
    request: ({ method, url }, { operation: { operationId }, call, attempts: attempt }) => {
      const startedAtMs = scheduler.now()
      const scope = { operationId, call, attempt }
      observe({ kind: 'request', ...scope, atMs: startedAtMs, method, url })
      return (response) => {
        const atMs = scheduler.now()
        const durationMs = atMs - startedAtMs
        const { status } = response
        observe({ kind: 'response', ...scope, atMs, status, correlationId: correlationIdOf(response), durationMs })
      }
    },
    call: (operationId, call, link) => {
      const startedAtMs = scheduler.now()
      let outcome: EndEvent['outcome'] = 'unsubscribed'
      let error: unknown
      link.add(() => {
        const atMs = scheduler.now()
        observe({ kind: 'end', of: 'call', operationId, call, atMs, outcome, durationMs: atMs - startedAtMs, error })
      })
      return (toldOutcome, toldError) => {
        outcome = toldOutcome
        error = toldError
      }
    },
  }
}
