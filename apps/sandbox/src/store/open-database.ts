import { setTimeout as sleep } from 'node:timers/promises'
import postgres from 'postgres'
import { connectionFailure } from './connection-failure.ts'
import type { Database } from './database.ts'
import { databaseAddress } from './database-address.ts'
import { DatabaseError } from './database-error.ts'
import { drizzle } from './drizzle.ts'
import { ageOfTables, bringUpToDate } from './migrations.ts'

/** A migrated database and the pool of connections behind it. */
export interface OpenDatabase {
  readonly db: Database
  /** The same pool for plain SQL. */
  readonly sql: postgres.Sql
  /** As it may be shown: `postgres://user@host:port/name`. */
  readonly address: string
  /** Lets queries in flight end, 5 s at most, and closes every connection. */
  close(): Promise<void>
  /** Closes every connection at once; what is in flight is undone. */
  abort(): Promise<void>
}

const connectWithinMs = 5000

/**
 * Connects and brings the tables up to date; processes that start together take turns.
 * Errors with `DatabaseError`, after 5 s at the latest where nobody answers.
 */
export const openDatabase = async (
  url: string,
  options: { maxConnections?: number /** As errors call it, where that is not its address. */; name?: string } = {},
): Promise<OpenDatabase> => {
  const address = options.name ?? databaseAddress(url)
  const sql = connect(url, options.maxConnections ?? 10)
  try {
    const age = await answer(ageOfTables(sql), address)
    if (age === 'newer') throw new DatabaseError(`The data in ${address} are of a newer sandbox, and none for this one`)
    if (age === 'old') await migrate(url, address)
  } catch (error) {
    await sql.end({ timeout: 0 })
    throw error
  }
  return { db: drizzle(sql), sql, address, close: () => sql.end({ timeout: 5 }), abort: () => sql.end({ timeout: 0 }) }
}

const connect = (url: string, max: number): postgres.Sql =>
  postgres(url, {
    max,
    connect_timeout: connectWithinMs / 1000,
    onnotice: () => undefined,
    connection: {
      application_name: 'grantstream sandbox',
      TimeZone: 'UTC',
      // Every statement finds its rows by a key; to plan a prepared one anew for its values takes longer than to run it.
      plan_cache_mode: 'force_generic_plan',
    },
  })

const migrate = async (url: string, address: string): Promise<void> => {
  const sql = connect(url, 1)
  try {
    await bringUpToDate(sql)
  } catch (cause) {
    throw new DatabaseError(`The tables in ${address} cannot be brought up to date: ${innermostMessage(cause)}`, {
      cause,
    })
  } finally {
    await sql.end({ timeout: 0 })
  }
}

/** The driver by itself tries again without end where a connection closes before the login. */
const answer = async <T>(asked: Promise<T>, address: string): Promise<T> => {
  const patience = new AbortController()
  const silence = sleep(connectWithinMs, undefined, { signal: patience.signal }).then(() => {
    throw Object.assign(new Error('No answer'), { code: 'CONNECT_TIMEOUT' })
  })
  silence.catch(() => undefined)
  asked.catch(() => undefined)
  try {
    return await Promise.race([asked, silence])
  } catch (cause) {
    throw new DatabaseError(`Cannot use ${address}: ${connectionFailure(cause)}`, { cause })
  } finally {
    patience.abort()
  }
}

const innermostMessage = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error)
  return error.cause ? innermostMessage(error.cause) : error.message
}
