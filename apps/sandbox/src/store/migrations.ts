import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import postgres from 'postgres'
import { migrationsFolder } from '../migrations-folder.ts'
import { drizzle, migrate } from './drizzle.ts'

const noSuchTable = '42P01'

/** Whether the newest migration was made, of which the database itself keeps the date, or one that is not known here. */
export const ageOfTables = async (sql: postgres.Sql): Promise<'old' | 'current' | 'newer'> => {
  try {
    const [newest] = await sql<{ date: string | null }[]>`
      select max(created_at) as date from drizzle.__drizzle_migrations`
    const ahead = Number(newest?.date ?? 0) - newestMigration()
    return ahead < 0 ? 'old' : ahead > 0 ? 'newer' : 'current'
  } catch (error) {
    if (error instanceof postgres.PostgresError && error.code === noSuchTable) return 'old'
    throw error
  }
}

/** Makes the migrations that were not made, by a client of one connection; processes that start together take turns. */
export const bringUpToDate = async (sql: postgres.Sql): Promise<void> => {
  // Held by this one connection, so a process that dies lets go of it.
  await sql`set lock_timeout = '60s'`
  await sql`select pg_advisory_lock(hashtext('grantstream sandbox migrations'))`
  await migrate(drizzle(sql), { migrationsFolder })
}

const newestMigration = (): number => {
  const { entries } = JSON.parse(readFileSync(join(migrationsFolder, 'meta/_journal.json'), 'utf8')) as {
    readonly entries: { readonly when: number }[]
  }
  return Math.max(...entries.map(({ when }) => when))
}
