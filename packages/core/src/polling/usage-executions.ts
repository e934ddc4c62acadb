import type { ApiUsageClientQuery, UsageExecutionResult } from '@grantstream/contract'
import { defer, mergeMap, Observable, startWith, tap } from 'rxjs'
import { requireId } from '../http/path.ts'
import { requireMethods, requireMilliseconds, requireObject } from '../refuse.ts'
import { waitFor } from '../waiting/wait-for.ts'
import { type ExecutionToFollow, followExecution } from './follow-execution.ts'
import { forWaiter, type Waiter } from './for-waiter.ts'
import { lookAtOnce } from './look-at-once.ts'
import { type ResumeTokenRules, resumePoints } from './resume-usage-execution.ts'
import type { Schedule } from './schedule.ts'
import { shareLatest } from './share-latest.ts'
import { startUsageQuery, startUsageSummary, type UsageStarts } from './start-usage-execution.ts'
import type { UsageExecutionProgress, UsageExecutionState } from './usage-execution-state.ts'
import { keepHistory, kindOfQuery, kindOfSummary, type UsageHistory } from './usage-history.ts'
import { readPollOptions, type UsagePollOptions } from './usage-poll-options.ts'
import { requireResults, type UsageResults } from './usage-results.ts'

/** How executions are followed and shared. */
export interface UsageExecutionsOptions extends Omit<UsagePollOptions, 'signal'> {
  /**
   * Milliseconds that a poll goes on when nobody follows it any more, and that its end is kept for those who come late;
   * 1000 by default.
   */
  readonly graceMs?: number | undefined
  /** When to look: learned from past executions of the same kind by default; `squareRoot()` for those that were started elsewhere. */
  readonly schedule?: Schedule | undefined
  /** What `history()` gave before, perhaps in another process; nothing by default. */
  readonly history?: UsageHistory | undefined
}

/**
 * Usage executions, each polled once for however many follow it. Every stream is cold; whoever subscribes while a poll
 * runs gets its latest state at once. When the last one leaves, the poll goes on for the grace and then stops; who comes
 * back to it later looks at once. An end, rows or error, is replayed without a request: for the grace to all, and for good
 * to who subscribes to the same stream again. `schedule` is learned from past executions of the same kind, unless the
 * options give one.
 */
export interface UsageExecutions {
  /** Follows an execution that was started before. Looks at once. */
  follow(clientId: string, executionId: string, waiter?: Waiter): Observable<UsageExecutionProgress>
  /** Starts one usage query, when first subscribed, and follows it; see `startUsageQuery`. */
  query(clientId: string, body: ApiUsageClientQuery, waiter?: Waiter): Observable<UsageExecutionState>
  /** Starts one usage summary of the last `days` days, 7 by default, and follows it; see `startUsageSummary`. */
  summary(clientId: string, options?: Waiter & { readonly days?: number | undefined }): Observable<UsageExecutionState>
  /** Follows the execution of a resume token; see `resumeUsageExecution`. */
  resume(token: string, options?: Waiter & ResumeTokenRules): Observable<UsageExecutionProgress>
  /** How long executions took, by kind of query: plain data, to be kept and given to the next process. */
  history(): UsageHistory
  /** How many executions are polled, or kept for the grace. */
  readonly size: number
}

interface Shared {
  readonly states: Observable<UsageExecutionProgress>
  /** It ended and is no longer kept; it replays its end. */
  isOver: boolean
}

/**
 * Makes what shares polls. Polls nothing. Throws a TypeError that names the option which cannot be used.
 *
 * @example
 * ```ts
 * import { bearerToken, createOAuthApi, createUsageExecutions, hostsOf, latestOf } from '@grantstream/core'
 *
 * const api = createOAuthApi({ ...hostsOf('eu-west-1'), auth: bearerToken('a-token') })
 * const executions = createUsageExecutions(api)
 *
 * for await (const state of latestOf(executions.summary('a-client', { days: 30 }))) {
 *   if (state.status === 'complete') process.stdout.write(`${state.rows.length} rows\n`)
 * }
 * process.stdout.write(`${JSON.stringify(executions.history())}\n`)
 * ```
 */
export const createUsageExecutions = (
  api: UsageResults & UsageStarts,
  options: UsageExecutionsOptions = {},
): UsageExecutions => {
  const { graceMs = 1000, history = {}, ...pollOptions } = requireObject(options)
  requireMethods('api', requireResults(api), 'postOauthClientUsageQuery', 'getOauthClientUsageSummary')
  const settings = readPollOptions(pollOptions)
  const { scheduler } = settings
  requireMilliseconds('graceMs', graceMs, 0)
  const past = keepHistory(history)
  const shared = new Map<string, Shared>()

  const open = (key: string, states: Observable<UsageExecutionProgress>): Shared => {
    const onRelease = (hasEnded: boolean) => {
      entry.isOver = hasEnded
      shared.delete(key)
    }
    const entry: Shared = {
      states: shareLatest(states, { grace: () => waitFor(graceMs, scheduler), onRelease }),
      isOver: false,
    }
    shared.set(key, entry)
    return entry
  }

  /** The shared poll of an execution; `poll` makes it when there is none. */
  const join = (
    { clientId, executionId }: ExecutionToFollow,
    poll: () => Observable<UsageExecutionProgress>,
  ): Observable<UsageExecutionProgress> => {
    const key = JSON.stringify([clientId, executionId])
    let mine: Shared | undefined
    return new Observable((subscriber) => {
      if (mine?.isOver !== true) mine = shared.get(key) ?? open(key, poll())
      mine.states.subscribe(subscriber)
    })
  }
  const joinAtOnce = (execution: ExecutionToFollow) =>
    join(execution, () => followExecution(api, execution, lookAtOnce(settings)))

  const startAndJoin = (clientId: string, start: Observable<UsageExecutionResult>, kind: string) => {
    const starting: UsageExecutionState = { status: 'starting', clientId, polls: 0, elapsedMs: 0 }
    const joined = new Map<string, Observable<UsageExecutionProgress>>()
    const joinStarted = (executionId: string) => {
      const execution = { clientId, executionId, startedAtMs: scheduler.now() }
      let isFirst = true
      return join(execution, () => {
        const plan = { ...settings, schedule: pollOptions.schedule ?? past.schedule(kind) }
        const ageMs = Math.max(0, scheduler.now() - execution.startedAtMs)
        const time = timed(isFirst, settings.random, (elapsedMs) => past.record(kind, ageMs + elapsedMs))
        const states = followExecution(api, execution, isFirst ? plan : lookAtOnce(plan))
        isFirst = false
        return states.pipe(time)
      })
    }
    return start.pipe(
      mergeMap(({ executionId: id }) => {
        const executionId = requireId('executionId', id)
        const states = joined.get(executionId) ?? joinStarted(executionId)
        joined.set(executionId, states)
        return states
      }),
      startWith(starting),
    )
  }

  return {
    follow: (clientId, executionId, waiter = {}) =>
      forWaiter(
        joinAtOnce({
          clientId: requireId('clientId', clientId),
          executionId: requireId('executionId', executionId),
        }),
        waiter,
        scheduler,
      ),
    query: (clientId, body, waiter = {}) =>
      forWaiter(startAndJoin(clientId, startUsageQuery(api, clientId, body), kindOfQuery(body)), waiter, scheduler),
    summary: (clientId, options = {}) => {
      const { days, ...waiter } = requireObject(options)
      const states = startAndJoin(clientId, startUsageSummary(api, clientId, days), kindOfSummary(days))
      return forWaiter(states, waiter, scheduler)
    },
    resume: (token, options = {}) => {
      const { clientId, maxAgeMs, ...waiter } = requireObject(options)
      const readPoint = resumePoints(api.apiUrl ?? '', { clientId, maxAgeMs })
      let joined: Observable<UsageExecutionProgress> | undefined
      const states = defer(() => {
        joined ??= joinAtOnce(readPoint(token, scheduler.now()))
        return joined
      })
      return forWaiter(states, waiter, scheduler)
    },
    history: () => past.history(),
    get size() {
      return shared.size
    },
  }
}

/**
 * Tells how long an execution was followed until it ended: to some moment between its last two looks, by chance. Half way
 * would pile what is learned up where looks were, and look there again. Does not tell when the first look of a poll that
 * took it up again found the end: it may have come at any time before.
 */
const timed = (isFirst: boolean, random: () => number, record: (elapsedMs: number) => void) => {
  let runningMs = isFirst ? 0 : undefined
  return tap(({ status, polls, elapsedMs }: UsageExecutionProgress) => {
    if (status === 'complete') {
      if (runningMs !== undefined) record(runningMs + random() * (elapsedMs - runningMs))
    } else if (polls > 0) runningMs = elapsedMs
  })
}
