import type { ApiUsageQueryResult, ApiUsageRow } from '@grantstream/contract'
import {
  isApiError,
  MalformedAnswerError,
  MaxPollsError,
  RetryAfterTooLongError,
  UsageExecutionFailedError,
} from '../../errors.ts'
import { requireMilliseconds } from '../../refuse.ts'
import { isTransient } from '../is-transient.ts'
import { type PollPlan, type PollState, start, step } from './poll-engine.ts'
import { readUsage } from './read-usage.ts'

/** What following a usage execution goes by. Durations are milliseconds. */
export interface UsagePlan extends PollPlan {
  readonly clientId: string
  readonly executionId: string
  /** A longer Retry-After ends the poll. */
  readonly retryAfterLimitMs: number
  /** How long the execution has been under way when the poll begins. */
  readonly ageMs: number
}

/** Where the following of a usage execution stands, as plain data. */
export interface UsageState extends PollState {
  /** The last status that the API told; undefined when it told none. */
  readonly lastStatus: unknown
  readonly warned: boolean
  /** How many looks in a row brought an answer that could not be read. */
  readonly malformed: number
}

/** What happened. `random` is from 0 to 1; `retryAfterMs` is what the API directed with this answer. */
export type UsageEvent =
  | { readonly kind: 'begun'; readonly nowMs: number; readonly random: number }
  | { readonly kind: 'due'; readonly nowMs: number }
  | {
      readonly kind: 'answered'
      readonly nowMs: number
      readonly random: number
      readonly answer: ApiUsageQueryResult
      readonly retryAfterMs: number | undefined
    }
  | { readonly kind: 'failed'; readonly nowMs: number; readonly random: number; readonly error: unknown }

/** What is to be done next. */
export type UsageEffect =
  | { readonly kind: 'look' }
  /** `warning` is there for the first status that is unknown. */
  | { readonly kind: 'wait'; readonly delayMs: number; readonly warning?: { readonly queryStatus: unknown } }
  | { readonly kind: 'complete'; readonly rows: ApiUsageRow[] }
  | { readonly kind: 'fail'; readonly error: unknown }

type UsageStep = readonly [UsageState, UsageEffect]

/** The operation that looks. */
export const looking = 'getOauthClientUsageQueryResult'

/** The following of an execution that begins now. */
export const startUsage = (nowMs: number): UsageState => ({
  ...start(nowMs),
  lastStatus: undefined,
  warned: false,
  malformed: 0,
})

/**
 * Takes an event: where the following stands after it, and what is to be done. Throws what the schedule throws, and a
 * TypeError for a wait that is none.
 */
export const stepUsage = (plan: UsagePlan, state: UsageState, event: UsageEvent): UsageStep => {
  switch (event.kind) {
    case 'due':
      return [step(plan, state, event)[0], { kind: 'look' }]
    case 'begun':
      return goOn(plan, state, event)
    case 'answered':
      return takeAnswer(plan, state, event)
    case 'failed':
      return takeFailure(plan, state, event, event.error)
  }
}

type WaitingEvent = Exclude<UsageEvent, { kind: 'due' }>

/** Milliseconds that the API directed to wait for, with this event. It holds for one wait and no longer. */
export const directedBy = (event: UsageEvent): number | undefined => {
  if (event.kind === 'answered') return event.retryAfterMs
  if (event.kind !== 'failed' || !isApiError(event.error) || !('retryAfterMs' in event.error)) return undefined
  return event.error.retryAfterMs
}

const takeAnswer = (
  plan: UsagePlan,
  before: UsageState,
  event: Extract<UsageEvent, { kind: 'answered' }>,
): UsageStep => {
  const { answer, nowMs } = event
  const state = { ...before, lastStatus: answer.queryStatus, malformed: 0 }
  const reading = readUsage(answer)
  const elapsedMs = Math.max(state.elapsedMs, nowMs - state.startedAtMs)
  switch (reading.kind) {
    case 'complete':
      return [{ ...state, elapsedMs }, reading]
    case 'failed': {
      const { clientId, executionId } = plan
      const error = new UsageExecutionFailedError({ clientId, executionId, polls: state.polls, elapsedMs })
      return [
        { ...state, elapsedMs },
        { kind: 'fail', error },
      ]
    }
    case 'malformed':
      return takeFailure(plan, before, event, new MalformedAnswerError(looking, 200))
    case 'running':
      return goOn(plan, state, event)
    case 'unknown': {
      const [next, effect] = goOn(plan, { ...state, warned: true }, event)
      const isFirst = effect.kind === 'wait' && !state.warned
      return [next, isFirst ? { ...effect, warning: { queryStatus: answer.queryStatus } } : effect]
    }
  }
}

const takeFailure = (plan: UsagePlan, before: UsageState, event: WaitingEvent, error: unknown): UsageStep => {
  const isMalformed = isApiError(error) && error.kind === 'malformed-answer'
  const state = { ...before, malformed: isMalformed ? before.malformed + 1 : 0 }
  // One answer that cannot be read may be a proxy's page or a body cut short; two in a row are no accident.
  if (!isTransient(error) && state.malformed !== 1) return [state, { kind: 'fail', error }]
  return goOn(plan, state, event, error)
}

/** The wait for the next look: the longer one of what the API directed just now and what the schedule says. */
const goOn = (plan: UsagePlan, before: UsageState, event: WaitingEvent, cause?: unknown): UsageStep => {
  const { nowMs, random } = event
  const directedMs = directedBy(event) ?? 0
  const { retryAfterLimitMs, ageMs, maxPolls } = plan
  if (directedMs > retryAfterLimitMs) {
    return [before, { kind: 'fail', error: new RetryAfterTooLongError(directedMs, retryAfterLimitMs, cause) }]
  }
  const schedule: PollPlan['schedule'] = (look) => {
    const scheduledMs = plan.schedule({ ...look, elapsedMs: look.elapsedMs + ageMs })
    requireMilliseconds('schedule', scheduledMs, 0)
    // Whole, whatever a schedule computes: the times that states tell are sums of waits.
    return Math.ceil(Math.max(scheduledMs, spread(directedMs, random)))
  }
  const [state, effect] = step({ schedule, maxPolls }, before, { kind: 'open', nowMs, random })
  return [state, effect.kind === 'wait' ? effect : { kind: 'fail', error: new MaxPollsError(maxPolls) }]
}

// Up by a tenth or 10 s at most, never down: the many who were told the same time must not come back together.
const spread = (directedMs: number, random: number): number =>
  directedMs + Math.max(0, random) * Math.min(directedMs / 10, 10_000)
