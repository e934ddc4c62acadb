import type { Stores } from './store/create-stores.ts'

/** Removes what has expired: tokens, executions, and the clients whose time of deletion has come. */
export const sweep = async ({ clients, tokens, usageExecutions }: Stores, now: Date): Promise<void> => {
  await tokens.removeExpired(now)
  await usageExecutions.removeExpired(now)
  await clients.removeDue(now)
}
