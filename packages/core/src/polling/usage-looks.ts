import type { ApiUsageQueryResult } from '@grantstream/contract'
import { catchError, defer, map, type Observable, of, type SchedulerLike } from 'rxjs'
import { RetryAfterTooLongError, UsageExecutionFailedError } from '../errors.ts'
import { isTransient } from './is-transient.ts'
import type { Schedule } from './schedule.ts'
import type { UsageExecutionState, UsageProgress, UsageWarning } from './usage-execution-state.ts'

/** What is needed of the api: one look at an execution. */
export interface UsageResults {
  getOauthClientUsageQueryResult(executionId: string, clientId: string): Observable<ApiUsageQueryResult>
}

/** What to look at, and how. */
export interface UsageLooksOptions {
  readonly api: UsageResults
  readonly clientId: string
  readonly executionId: string
  readonly schedule: Schedule
  readonly retryAfterLimitMs: number
  readonly scheduler: SchedulerLike
  readonly onWarning: (warning: UsageWarning) => void
}

/**
 * What `pollUntil` is to resubscribe to: gives `running` at once the first time, then one look at the execution per
 * subscription. Begins to count when it is called: make one per poll.
 */
export const usageLooks = (options: UsageLooksOptions): Observable<UsageExecutionState> => {
  const { api, clientId, executionId, schedule, retryAfterLimitMs, scheduler } = options
  const startedAtMs = scheduler.now()
  const warn = warnOnce(options)
  let begun = false
  let polls = 0

  const progress = (): UsageProgress => ({ clientId, executionId, polls, elapsedMs: scheduler.now() - startedAtMs })

  const running = (directedMs = 0): UsageExecutionState => {
    const now = progress()
    return { status: 'running', ...now, nextLookMs: Math.max(directedMs, schedule(now)) }
  }

  const read = ({ queryStatus, results }: ApiUsageQueryResult): UsageExecutionState => {
    const status = String(queryStatus).toLowerCase()
    if (status === 'complete') return { status, ...progress(), rows: results ?? [] }
    if (status === 'failed') throw new UsageExecutionFailedError(progress())
    if (status !== 'running') warn(queryStatus)
    return running()
  }

  const surviveTransient = (error: unknown): Observable<UsageExecutionState> => {
    if (!isTransient(error)) throw error
    const directedMs = 'retryAfterMs' in error ? (error.retryAfterMs ?? 0) : 0
    if (directedMs > retryAfterLimitMs) throw new RetryAfterTooLongError(directedMs, retryAfterLimitMs, error)
    return of(running(directedMs))
  }

  return defer(() => {
    if (!begun) {
      begun = true
      return of(running())
    }
    polls++
    return api.getOauthClientUsageQueryResult(executionId, clientId).pipe(map(read), catchError(surviveTransient))
  })
}

const warnOnce = ({ clientId, executionId, onWarning }: UsageLooksOptions) => {
  let warned = false
  return (queryStatus: unknown) => {
    if (warned) return
    warned = true
    try {
      onWarning({ kind: 'unknown-status', clientId, executionId, queryStatus })
    } catch {
      // A hook that throws must not break the poll.
    }
  }
}
