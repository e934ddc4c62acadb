import { asyncScheduler, type SchedulerLike, type Subscription } from 'rxjs'
import { aScheduler, requireOptions, wholeNumberFrom } from '../http/call-options.ts'
import { retryAfter } from '../http/retry-after.ts'
import type { Budget } from './budget.ts'
import { createQueue } from './queue.ts'
import { createWindow } from './window.ts'

/** How much a token may do. */
export interface BudgetOptions {
  /** Requests that one token may make in a minute; 300 by default, the vendor's limit. Source: API facts, section 4. */
  readonly perMinute?: number | undefined
  /** The clock; asyncScheduler by default. */
  readonly scheduler?: SchedulerLike | undefined
}

/**
 * Keeps the requests of each token within what the API allows, so that they wait their turn in place of earning a 429.
 * One budget may serve any number of apis and tokens; it forgets a token that made no request for a while. Throws a
 * TypeError for an option that cannot be used.
 */
export const createBudget = (options: BudgetOptions = {}): Budget => {
  requireOptions(options, { perMinute: wholeNumberFrom(1), scheduler: aScheduler })
  const { perMinute = 300, scheduler = asyncScheduler } = options
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
    scheduler,
    rules: { priority: ['call or poll', (value) => value === 'call' || value === 'poll'] },
    enter: (token, exchange, access, link, go) => {
      const delayMs = bucketOf(token).wait(exchange.options.priority ?? 'call', access, link, go)
      if (delayMs) access.watch?.wait(exchange, delayMs)
    },
    learn: (token, { status, headers }) => {
      if (status === 429) bucketOf(token).refused(retryAfter(headers.get('retry-after'), scheduler.now()))
    },
  }
}

type Bucket = ReturnType<typeof createBucket>

const createBucket = (perMinute: number, scheduler: SchedulerLike) => {
  const window = createWindow(perMinute, () => scheduler.now())
  const queues = { call: createQueue<() => void>(), poll: createQueue<() => void>() }
  let alarm: Subscription | undefined

  const isEmpty = () => queues.call.size + queues.poll.size === 0

  /** Lets go whose turn it is, calls first; milliseconds until the next turn, 0 when nobody is left in line. */
  const serve = (): number => {
    for (;;) {
      const priority = queues.call.size ? 'call' : 'poll'
      const { size, take } = queues[priority]
      const delayMs = size && window.enter(priority, size)
      // Whom it served may have asked again, and set it.
      alarm?.unsubscribe()
      if (delayMs) alarm = scheduler.schedule(serve, delayMs)
      if (!size || delayMs) return delayMs
      take()?.()
    }
  }
  return {
    /** Puts a waiter in line, who goes when its turn has come, perhaps at once. Milliseconds until the next turn, 0 for at once. */
    wait: (priority: 'call' | 'poll', caller: object, link: Subscription, go: () => void): number => {
      // Who finds nobody in line need not stand in it.
      if (isEmpty() && window.enter(priority, 1) === 0) {
        go()
        return 0
      }
      let isWaiting = true
      const waiter = () => {
        isWaiting = false
        go()
      }
      queues[priority].add(caller, waiter)
      const delayMs = serve()
      if (!isWaiting) return 0
      link.add(() => {
        queues[priority].remove(caller, waiter)
        alarm?.unsubscribe()
        // Polls that waited for this one need not any more.
        if (!isEmpty()) alarm = scheduler.schedule(serve)
      })
      return delayMs
    },
    refused: window.refused,
    isIdle: () => isEmpty() && window.isFresh(),
  }
}
