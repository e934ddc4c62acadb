import type { UsageRow } from '../usage/selection.ts'
import { shuffleRows } from '../usage/shuffle-rows.ts'
import type { Database } from './database.ts'
import { and, eq, gt, lte } from './drizzle.ts'
import { isUuid } from './is-uuid.ts'
import { usageExecutions } from './schema.ts'
import { createUsageStore } from './usage.ts'

/** How an execution ends. */
export type ExecutionOutcome = 'completes' | 'fails' | 'never ends'
export type UsageExecutionRecord = typeof usageExecutions.$inferSelect

export interface UsageExecutionStore {
  insert(organizationId: string, execution: Omit<UsageExecutionRecord, 'organizationId' | 'results'>): Promise<void>
  /** An execution of this client; undefined once it has expired. */
  get(
    organizationId: string,
    clientId: string,
    executionId: string,
    now: Date,
  ): Promise<UsageExecutionRecord | undefined>
  /** Its rows: the first caller's are computed and kept, and whoever asks later, or at the same time, gets the same. */
  evaluate(organizationId: string, execution: UsageExecutionRecord): Promise<UsageRow[]>
  /** Removes what has expired, in every organisation. */
  removeExpired(now: Date): Promise<void>
}

export const createUsageExecutionStore = (database: Database): UsageExecutionStore => ({
  insert: async (organizationId, execution) => {
    await database.insert(usageExecutions).values({ ...execution, organizationId })
  },

  get: async (organizationId, clientId, executionId, now) => {
    if (!isUuid(clientId) || !isUuid(executionId)) return undefined
    const [execution] = await database
      .select()
      .from(usageExecutions)
      .where(
        and(
          eq(usageExecutions.organizationId, organizationId),
          eq(usageExecutions.clientId, clientId),
          eq(usageExecutions.id, executionId),
          gt(usageExecutions.dateExpires, now),
        ),
      )
    return execution
  },

  evaluate: (organizationId, { id, clientId, selection }) =>
    database.transaction(async (transaction) => {
      const same = and(eq(usageExecutions.organizationId, organizationId), eq(usageExecutions.id, id))
      const [locked] = await transaction
        .select({ results: usageExecutions.results })
        .from(usageExecutions)
        .where(same)
        .for('update')
      if (locked?.results) return locked.results
      const results = shuffleRows(await createUsageStore(transaction).aggregate(organizationId, clientId, selection))
      await transaction.update(usageExecutions).set({ results }).where(same)
      return results
    }),

  removeExpired: async (now) => {
    await database.delete(usageExecutions).where(lte(usageExecutions.dateExpires, now))
  },
})
