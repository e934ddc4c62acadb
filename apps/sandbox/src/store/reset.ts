import type { Database } from './database.ts'
import { sql } from './drizzle.ts'

/** What there is to be removed. */
export interface ResetCounts {
  readonly clients: number
  readonly tokens: number
  readonly executions: number
  readonly requests: number
  readonly snapshots: number
}

export interface ResetStore {
  count(): Promise<ResetCounts>
  /** Empties every table and removes every snapshot, all at once. Waits for others 10 s at most. */
  reset(): Promise<void>
}

export const createResetStore = (database: Database): ResetStore => ({
  count: async () => {
    const [counts] = await database.execute<Record<keyof ResetCounts, string>>(sql`
      select (select count(*) from clients) as clients, (select count(*) from tokens) as tokens,
             (select count(*) from usage_executions) as executions,
             (select coalesce(sum(requests), 0) from usage_counts) as requests,
             (select count(*) from pg_namespace where starts_with(nspname, 'sandbox_snapshot_')) as snapshots`)
    const { clients, tokens, executions, requests, snapshots } = counts ?? {}
    return {
      clients: Number(clients),
      tokens: Number(tokens),
      executions: Number(executions),
      requests: Number(requests),
      snapshots: Number(snapshots),
    }
  },

  reset: () =>
    database.transaction(async (transaction) => {
      await transaction.execute(sql`set local lock_timeout = '10s'`)
      const schemas = await transaction.execute<{ name: string }>(
        sql`select nspname as name from pg_namespace where starts_with(nspname, 'sandbox_snapshot_')`,
      )
      for (const { name } of schemas) await transaction.execute(sql`drop schema ${sql.identifier(name)} cascade`)
      const tables = await transaction.execute<{ name: string }>(
        sql`select tablename as name from pg_tables where schemaname = 'public'`,
      )
      const named = tables.map(({ name }) => sql`public.${sql.identifier(name)}`)
      await transaction.execute(sql`truncate ${sql.join(named, sql`, `)}`)
    }),
})
