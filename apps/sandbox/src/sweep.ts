import type { Clock } from './clock.ts'
import type { Stores } from './store/create-stores.ts'

/** A sweep that comes again and again. */
export interface Sweeping {
  /** Sweeps at once; errors with what it failed by. */
  now(): Promise<void>
  /** No more turns; waits for one that has begun. */
  stop(): Promise<void>
}

/**
 * Removes what has expired (tokens, codes, sessions, minutes of calls, executions, clients whose time of deletion has
 * come) every `everyMs` milliseconds. `onError` hears of a failure, after which the next turn tries again.
 */
export const startSweeping = (
  stores: Stores,
  clock: Clock,
  everyMs: number,
  onError: (error: unknown) => void,
): Sweeping => {
  let turn: Promise<void> = Promise.resolve()
  const timer = setInterval(() => {
    turn = turn.then(() => sweep(stores, clock.now())).catch(onError)
  }, everyMs).unref()

  return {
    now: () => sweep(stores, clock.now()),
    stop: () => {
      clearInterval(timer)
      return turn
    },
  }
}

const sweep = async ({ admissions, clients, grants, tokens, usageExecutions }: Stores, now: Date): Promise<void> => {
  await tokens.removeExpired(now)
  await admissions.removeOver(now)
  await grants.removeExpired(now)
  await usageExecutions.removeExpired(now)
  await clients.removeDue(now)
}
