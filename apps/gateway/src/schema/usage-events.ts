import { isApiError } from '@grantstream/core'
import { Observable } from 'rxjs'
import { type GatewayContext, refusalOf } from '../context.ts'
import { tokenExpiry } from '../principal/token-expiry.ts'
import { Unauthenticated } from '../problems.ts'
import type { Follower, ToldState } from '../streams/shared-polls.ts'
import type { StreamEnd } from '../streams/stream-end.ts'
import { toAsyncIterable } from '../to-async-iterable.ts'
import type { UsageExecutionSource } from './usage.ts'

/** What a subscription tells: a state of the execution, or why there will be no more of them. */
export interface UsageEvent {
  readonly told: { readonly execution: UsageExecutionSource } | { readonly failure: unknown }
  /** When the upstream told it; undefined for what it did not tell just now. */
  readonly atMs: number | undefined
  /** Set for the last event. */
  readonly end: StreamEnd | undefined
}

/**
 * The states of an execution as events for one reader: RUNNING ones, then exactly one COMPLETE, FAILED or failure. A
 * failure is an event and no error of the iteration, so that the reader gets a last `next` with it and then `complete`.
 * `prepare` reads the input; what it throws is a failure before anything is asked of the upstream.
 */
export const usageEvents = (
  { caller, principal: whose }: GatewayContext,
  prepare: () => (follower: Follower) => Observable<ToldState>,
): AsyncIterable<UsageEvent> => {
  // By hand, since there may be thousands of them, idle: operators would make each hold a fifth more.
  const events = new Observable<UsageEvent>((subscriber) => {
    const tell = (event: UsageEvent) => {
      subscriber.next(event)
      if (event.end !== undefined) subscriber.complete()
    }
    const fail = (failure: unknown) => tell(lastEvent(failure))
    const next = (state: ToldState) => {
      const event = eventOf(state)
      if (event) tell(event)
    }
    const begin = async () => {
      const follow = prepare()
      const principal = await whose()
      if (!subscriber.closed) subscriber.add(follow({ caller, principal }).subscribe({ next, error: fail }))
    }
    subscriber.add(tokenExpiry(caller).subscribe({ error: fail }))
    begin().catch(fail)
  })
  return toAsyncIterable(events, { limit: 2, isSuperseded: ({ end }) => end === undefined })
}

/** Undefined before the upstream told the id: there is no execution to tell of. */
const eventOf = ({ state, atMs }: ToldState): UsageEvent | undefined => {
  if (state.status === 'starting') return undefined
  const { clientId, executionId, polls, elapsedMs } = state
  const facts = { clientId, executionId, polls, elapsedMs }
  return state.status === 'complete'
    ? { told: { execution: { ...facts, status: 'Complete', rows: state.rows } }, atMs, end: 'completed' }
    : { told: { execution: { ...facts, status: 'Running', rows: null } }, atMs, end: undefined }
}

const lastEvent = (failure: unknown): UsageEvent => {
  if (!isApiError(failure) || failure.kind !== 'usage-execution-failed') {
    const refusal = refusalOf(failure)
    const end = refusal instanceof Unauthenticated ? 'token-expired' : 'refused'
    return { told: { failure: refusal }, atMs: undefined, end }
  }
  const { clientId, executionId, polls, elapsedMs } = failure
  const execution = { clientId, executionId, polls, elapsedMs, status: 'Failed', rows: null } as const
  return { told: { execution }, atMs: Date.now(), end: 'failed' }
}
