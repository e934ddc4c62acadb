import {
  asyncScheduler,
  defer,
  mergeMap,
  Observable,
  type SchedulerLike,
  type Subscriber,
  type Subscription,
  tap,
} from 'rxjs'
import { retryAfter } from '../http/retry-after.ts'
import { refuse } from '../refuse.ts'
import { waitFor } from '../waiting/wait-for.ts'
import type { Budget } from './budget.ts'
import { createQueue } from './queue.ts'
import { createWindow } from './window.ts'

/** How much a token may do. */
export interface BudgetOptions {
  /** Requests that one token may make in a minute; 300 by default, the vendor's limit. Source: API facts, section 4. */
  readonly perMinute?: number
  /** The clock; asyncScheduler by default. */
  readonly scheduler?: SchedulerLike
}

/**
 * Keeps the requests of each token within what the API allows, so that they wait their turn in place of earning a 429.
 * One budget may serve any number of apis and tokens; it forgets a token that made no request for a while. Throws a
 * TypeError for an option that cannot be used.
 */
export const createBudget = ({ perMinute = 300, scheduler = asyncScheduler }: BudgetOptions = {}): Budget => {
  if (!Number.isSafeInteger(perMinute) || perMinute < 1) throw refuse('perMinute', perMinute, 'a whole number from 1')
  const buckets = new Map<string, Bucket>()

  const bucketOf = (token: string): Bucket => {
    const bucket = buckets.get(token) ?? createBucket(perMinute, scheduler)
    // The order is that of last use: who is at the front may be forgotten first.
    buckets.delete(token)
    for (const [idle, { isIdle }] of buckets) {
      if (!isIdle()) break
      buckets.delete(idle)
    }
    buckets.set(token, bucket)
    return bucket
  }
  return {
    rules: { priority: [(value) => value === 'call' || value === 'poll', 'call or poll'] },
    within: (token, { operation, options, call }, access, request) =>
      defer(() => {
        const { scheduler: clock, observe } = access
        const { operationId } = operation
        const learned = request.pipe(
          tap(({ status, headers }) => {
            if (status === 429) bucketOf(token).refused(retryAfter(headers.get('retry-after'), scheduler.now()))
          }),
        )
        const turn = bucketOf(token).turn(options.priority ?? 'call', access, (delayMs) =>
          observe?.({ kind: 'wait', reason: 'budget', atMs: clock.now(), operationId, call, delayMs }),
        )
        return turn === undefined ? learned : turn.pipe(mergeMap(() => learned))
      }),
  }
}

type Bucket = ReturnType<typeof createBucket>

const createBucket = (perMinute: number, scheduler: SchedulerLike) => {
  const window = createWindow(perMinute)
  const queues = { call: createQueue<Subscriber<void>>(), poll: createQueue<Subscriber<void>>() }
  let alarm: Subscription | undefined

  const firstInLine = () => (['call', 'poll'] as const).find((priority) => queues[priority].size() > 0)

  const silence = () => {
    alarm?.unsubscribe()
    alarm = undefined
  }
  const serve = () => {
    silence()
    for (let priority = firstInLine(); priority !== undefined; priority = firstInLine()) {
      const waitMs = window.waitMs(scheduler.now(), priority, queues[priority].size())
      if (waitMs > 0) {
        // Whom it served may have asked again, and set it.
        silence()
        alarm = waitFor(waitMs, scheduler).subscribe(serve)
        return
      }
      window.count(scheduler.now(), priority)
      const waiter = queues[priority].take()
      waiter?.next()
      waiter?.complete()
    }
  }
  return {
    /** Undefined when the request may be made at once, which then counts; else emits once when its turn has come. */
    turn: (
      priority: 'call' | 'poll',
      caller: object,
      onWait: (delayMs: number) => void,
    ): Observable<void> | undefined => {
      const waitMs = window.waitMs(scheduler.now(), priority, 1)
      if (waitMs === 0 && firstInLine() === undefined) {
        window.count(scheduler.now(), priority)
        return undefined
      }
      return new Observable((waiter) => {
        queues[priority].add(caller, waiter)
        waiter.add(() => {
          queues[priority].remove(caller, waiter)
          if (firstInLine() === undefined) silence()
        })
        onWait(window.waitMs(scheduler.now(), priority, queues[priority].size()))
        // A call may be allowed to go while the alarm is set for polls.
        serve()
      })
    },
    refused: (retryAfterMs: number | undefined) => window.refused(scheduler.now(), retryAfterMs),
    isIdle: () => firstInLine() === undefined && window.isFresh(scheduler.now()),
  }
}
