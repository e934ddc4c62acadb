import type { PgDatabase } from 'drizzle-orm/pg-core'
import type { PostgresJsQueryResultHKT } from 'drizzle-orm/postgres-js'

/** Drizzle over postgres.js, on a migrated database; a transaction is one too. */
export type Database = PgDatabase<PostgresJsQueryResultHKT>
