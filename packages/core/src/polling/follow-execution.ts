import { catchError, defer, map, type Observable, of, repeat, take, takeWhile, throwIfEmpty } from 'rxjs'
import { isApiError, TimeoutError, type UsageExecutionFacts } from '../errors.ts'
import { requireNumber } from '../refuse.ts'
import { expireAfter } from '../waiting/expire-after.ts'
import { untilAborted } from '../waiting/until-aborted.ts'
import { waitFor } from '../waiting/wait-for.ts'
import { looking, startUsage, stepUsage, type UsageEvent, type UsagePlan } from './engine/usage-engine.ts'
import { writeResumeToken } from './resume-token.ts'
import type { UsageExecutionProgress } from './usage-execution-state.ts'
import type { UsagePollSettings } from './usage-poll-options.ts'
import { reportEnd, reportStep } from './usage-report.ts'
import { lookAt, type UsageResults } from './usage-results.ts'
import { withExecution } from './with-execution.ts'

/** Which execution to follow. */
export interface ExecutionToFollow {
  readonly clientId: string
  readonly executionId: string
  /** When it was started, by the clock of the poll; by default when following begins. */
  readonly startedAtMs?: number
}

/**
 * Follows one execution: `running` at once, then a state per look, to `complete`. Every subscription is a poll of its
 * own. The engine decides; this gives it the answers and the time. Errors of core tell where the execution stood.
 */
export const followExecution = (
  api: UsageResults,
  { clientId, executionId, startedAtMs }: ExecutionToFollow,
  settings: UsagePollSettings,
): Observable<UsageExecutionProgress> =>
  defer(() => {
    const { scheduler, random, attemptTimeoutMs, deadlineMs, signal, onWarning } = settings
    const { observe } = api
    const nowMs = () => scheduler.now()
    const bornAtMs = startedAtMs ?? nowMs()
    const resumeToken = writeResumeToken({ clientId, executionId, startedAtMs: bornAtMs }, api.apiUrl ?? '')
    const plan: UsagePlan = { ...settings, clientId, executionId, ageMs: Math.max(0, nowMs() - bornAtMs) }
    let state = startUsage(nowMs())
    const elapsedMs = () => Math.max(state.elapsedMs, nowMs() - state.startedAtMs)
    const reported = { clientId, executionId, observe, onWarning, nowMs, elapsedMs }
    const report = reportStep(reported)

    const progress = () => ({ clientId, executionId, polls: state.polls, elapsedMs: state.elapsedMs })

    const draw = () => {
      const drawn = random()
      requireNumber('random', drawn, 0, 1)
      return drawn
    }
    const advance = (event: UsageEvent): UsageExecutionProgress => {
      const [next, effect] = stepUsage(plan, state, event)
      state = next
      report(event, state, effect)
      if (effect.kind === 'fail') throw effect.error
      if (effect.kind === 'complete') return { status: 'complete', ...progress(), rows: effect.rows }
      return { status: 'running', ...progress(), nextLookMs: state.delayMs, resumeToken }
    }

    let begun = false
    const begin = () => {
      begun = true
      return of(advance({ kind: 'begun', nowMs: nowMs(), random: draw() }))
    }
    const look = () => {
      state = stepUsage(plan, state, { kind: 'due', nowMs: nowMs() })[0]
      return lookAt(api, { clientId, executionId }, attemptTimeoutMs, nowMs).pipe(
        expireAfter(attemptTimeoutMs, scheduler, (ms) => new TimeoutError(looking, ms)),
        take(1),
        throwIfEmpty(),
        map((answer): UsageEvent => ({ kind: 'answered', nowMs: nowMs(), random: draw(), ...answer })),
        catchError((error: unknown) => of<UsageEvent>({ kind: 'failed', nowMs: nowMs(), random: draw(), error })),
        map(advance),
      )
    }
    const facts = (): UsageExecutionFacts => ({
      ...progress(),
      elapsedMs: elapsedMs(),
      resumeToken,
      lastStatus: state.lastStatus,
    })

    return defer(() => (begun ? look() : begin())).pipe(
      // Never synchronous, so that rounds do not pile up on the stack.
      repeat({ delay: () => waitFor(state.delayMs, scheduler) }),
      takeWhile((now) => now.status === 'running', true),
      expireAfter(deadlineMs, scheduler),
      untilAborted(signal),
      catchError((error: unknown) => {
        throw isApiError(error) ? withExecution(error, facts()) : error
      }),
      reportEnd(reported),
    )
  })
