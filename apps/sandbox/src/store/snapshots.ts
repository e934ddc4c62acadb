import { setTimeout as sleep } from 'node:timers/promises'
import type { SQL } from 'drizzle-orm'
import type { Database } from './database.ts'
import { sql } from './drizzle.ts'
import { inOrderOfReference, type TableReference } from './table-order.ts'

/** A kept copy of all data. */
export interface SnapshotRecord {
  readonly name: string
  readonly dateTaken: Date
}

export interface SnapshotStore {
  /** Copies all tables as they are at one instant, while others go on writing; replaces a snapshot of this name. */
  take(name: string, now: Date): Promise<SnapshotRecord>
  /** Puts all data back at once: others see what was or what is restored, nothing between. False when there is none. */
  restore(name: string): Promise<boolean>
  list(): Promise<SnapshotRecord[]>
  /** False when there is none. */
  remove(name: string): Promise<boolean>
}

const prefix = 'sandbox_snapshot_'
const lockTaken = new Set(['55P03', '40P01'])
const attempts = 40

/** A snapshot is a schema of Postgres with a plain copy of every table; its comment says when it was taken. */
export const createSnapshotStore = (database: Database): SnapshotStore => {
  const list = async (): Promise<SnapshotRecord[]> => {
    const rows = await database.execute<{ name: string; taken: string }>(sql`
      select substr(nspname, ${prefix.length + 1}::int) as name, obj_description(oid, 'pg_namespace') as taken
      from pg_namespace where starts_with(nspname, ${prefix}) order by 1`)
    return rows.map(({ name, taken }) => ({ name, dateTaken: new Date(taken) }))
  }
  const has = async (name: string): Promise<boolean> => (await list()).some((snapshot) => snapshot.name === name)

  return {
    list,

    take: async (name, now) => {
      const schema = sql.identifier(prefix + name)
      await database.transaction(
        async (transaction) => {
          await transaction.execute(sql`select pg_advisory_xact_lock(hashtext('sandbox snapshots'))`)
          await transaction.execute(sql`drop schema if exists ${schema} cascade`)
          await transaction.execute(sql`create schema ${schema}`)
          await transaction.execute(sql`comment on schema ${schema} is ${sql.raw(`'${now.toISOString()}'`)}`)
          for (const table of await tablesOf(transaction)) {
            const own = sql.identifier(table)
            await transaction.execute(sql`create table ${schema}.${own} as table public.${own}`)
          }
        },
        { isolationLevel: 'repeatable read' },
      )
      return { name, dateTaken: now }
    },

    restore: async (name) => {
      if (!(await has(name))) return false
      for (let attempt = 1; ; attempt++) {
        try {
          await database.transaction((transaction) => restore(transaction, prefix + name))
          return true
        } catch (error) {
          if (attempt === attempts || !isLockTaken(error)) throw error
          await sleep(50 * Math.random())
        }
      }
    },

    remove: async (name) => {
      if (!(await has(name))) return false
      await database.execute(sql`drop schema ${sql.identifier(prefix + name)} cascade`)
      return true
    },
  }
}

/**
 * Writers wait until it is done; readers read on. It takes every lock before it changes anything, and rather gives up and
 * comes again than wait for as long as Postgres takes to see a deadlock.
 */
const restore = async (transaction: Database, schema: string): Promise<void> => {
  const tables = await tablesOf(transaction)
  const locked = sql.join(
    tables.map((table) => sql`public.${sql.identifier(table)}`),
    sql`, `,
  )
  await transaction.execute(sql`set local lock_timeout = '250ms'`)
  await transaction.execute(sql`lock table ${locked} in exclusive mode`)
  for (const table of tables.toReversed()) await transaction.execute(sql`delete from public.${sql.identifier(table)}`)
  for (const table of tables) {
    const columns = await columnsOf(transaction, schema, table)
    if (!columns) continue
    await transaction.execute(
      sql`insert into public.${sql.identifier(table)} (${columns})
        select ${columns} from ${sql.identifier(schema)}.${sql.identifier(table)}`,
    )
  }
}

/** All tables of the sandbox, each after those that it refers to. */
const tablesOf = async (database: Database): Promise<string[]> => {
  const tables = await database.execute<{ name: string }>(
    sql`select tablename as name from pg_tables where schemaname = 'public' order by 1`,
  )
  const references = await database.execute<TableReference & Record<string, unknown>>(sql`
    select referring.relname as "from", referred.relname as "to" from pg_constraint
    join pg_class referring on referring.oid = conrelid join pg_class referred on referred.oid = confrelid
    where contype = 'f' and pg_constraint.connamespace = 'public'::regnamespace and conrelid <> confrelid`)
  return inOrderOfReference(
    tables.map(({ name }) => name),
    references,
  )
}

/** The columns of a copy; a column that came later takes its default. Undefined for a table that came later. */
const columnsOf = async (database: Database, schema: string, table: string): Promise<SQL | undefined> => {
  const columns = await database.execute<{ name: string }>(sql`
    select column_name as name from information_schema.columns
    where table_schema = ${schema} and table_name = ${table} order by ordinal_position`)
  if (columns.length === 0) return undefined
  return sql.join(
    columns.map(({ name }) => sql.identifier(name)),
    sql`, `,
  )
}

const isLockTaken = (error: unknown): boolean =>
  error instanceof Error && (('code' in error && lockTaken.has(String(error.code))) || isLockTaken(error.cause))
