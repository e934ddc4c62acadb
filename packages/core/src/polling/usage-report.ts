import { identity, type MonoTypeOperatorFunction, tap } from 'rxjs'
import type { EndEvent, Observe, PollEvent } from '../observe/api-event.ts'
import { directedBy, looking, type UsageEffect, type UsageEvent, type UsageState } from './engine/usage-engine.ts'
import type { UsageExecutionProgress, UsageWarning } from './usage-execution-state.ts'

/** Whom a poll tells what, and about which execution. */
export interface ReportOptions {
  readonly clientId: string
  readonly executionId: string
  readonly observe: Observe | undefined
  readonly onWarning: (warning: UsageWarning) => void
  readonly nowMs: () => number
  /** How long it has taken, whatever the clock did. */
  readonly elapsedMs: () => number
}

/** Tells the observer of the api, and whoever takes warnings, what the engine made of an event. */
export const reportStep =
  ({ clientId, executionId, observe, onWarning, nowMs }: ReportOptions) =>
  (event: UsageEvent, { polls, elapsedMs }: UsageState, effect: UsageEffect): void => {
    const scope = { atMs: nowMs(), clientId, executionId }
    const tell = quietly(observe)
    if (observe !== undefined && (event.kind === 'answered' || event.kind === 'failed')) {
      const nextLookMs = effect.kind === 'wait' ? effect.delayMs : undefined
      const error = event.kind === 'failed' ? event.error : undefined
      tell({ kind: 'poll', ...scope, polls, elapsedMs, status: statusOf(event, effect), nextLookMs, error })
      const retryAfterMs = directedBy(event)
      if (retryAfterMs !== undefined) {
        const { atMs } = scope
        tell({ kind: 'directive', atMs, operationId: looking, call: undefined, executionId, retryAfterMs })
      }
    }
    if (effect.kind !== 'wait' || effect.warning === undefined) return
    tell({ kind: 'warning', reason: 'unknown-status', ...scope, ...effect.warning })
    quietly(onWarning)({ kind: 'unknown-status', clientId, executionId, ...effect.warning })
  }

/** Tells the observer of the api how a poll ended, and after how long. */
export const reportEnd = ({
  clientId,
  executionId,
  observe,
  nowMs,
  elapsedMs,
}: ReportOptions): MonoTypeOperatorFunction<UsageExecutionProgress> => {
  if (observe === undefined) return identity
  let isComplete = false
  const tell = (outcome: EndEvent['outcome'], error?: unknown) => {
    quietly(observe)({
      kind: 'end',
      of: 'poll',
      clientId,
      executionId,
      atMs: nowMs(),
      outcome,
      durationMs: elapsedMs(),
      error,
    })
  }
  return tap({
    next: ({ status }) => {
      isComplete = status === 'complete'
    },
    error: (error: unknown) => tell('error', error),
    complete: () => tell('value'),
    // Who waits for the rows leaves with them, before the completion.
    unsubscribe: () => tell(isComplete ? 'value' : 'unsubscribed'),
  })
}

const quietly =
  <E>(hook: ((event: E) => void) | undefined) =>
  (event: E): void => {
    try {
      hook?.(event)
    } catch {
      // A hook that throws must not break the poll.
    }
  }

const statusOf = (event: UsageEvent, effect: UsageEffect): PollEvent['status'] => {
  if (event.kind !== 'answered') return 'unknown'
  if (effect.kind === 'complete') return 'complete'
  const status = String(event.answer.queryStatus).toLowerCase()
  return status === 'running' || status === 'failed' ? status : 'unknown'
}
