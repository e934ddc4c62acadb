import type { Clock } from './clock.ts'
import type { Stores } from './store/create-stores.ts'

/**
 * Removes what has expired (tokens, codes, sessions, executions, clients whose time of deletion has come) every `everyMs` milliseconds.
 * `onError` hears of a failure, after which the next turn tries again. Answers how to stop; stopping waits for a
 * turn that has begun.
 */
export const startSweeping = (
  stores: Stores,
  clock: Clock,
  everyMs: number,
  onError: (error: unknown) => void,
): (() => Promise<void>) => {
  let turn: Promise<void> = Promise.resolve()
  const timer = setInterval(() => {
    turn = turn.then(() => sweep(stores, clock.now())).catch(onError)
  }, everyMs).unref()

  return () => {
    clearInterval(timer)
    return turn
  }
}

const sweep = async ({ clients, grants, tokens, usageExecutions }: Stores, now: Date): Promise<void> => {
  await tokens.removeExpired(now)
  await grants.removeExpired(now)
  await usageExecutions.removeExpired(now)
  await clients.removeDue(now)
}
