import { lt, sql } from 'drizzle-orm'
import type { Database } from './database.ts'
import { tokenMinutes } from './schema.ts'

/** A minute of a token's calls. */
export interface TokenMinute {
  readonly dateStarted: Date
  /** The call that was just counted included. */
  readonly calls: number
}

export interface TokenMinuteStore {
  /** Counts a call of the token with this hash; whoever else counts on this database counts in the same minute. */
  count(hash: Uint8Array, now: Date): Promise<TokenMinute>
  /** Removes the minutes that are over. */
  removeOver(now: Date): Promise<void>
}

export const minuteMs = 60_000

/**
 * One statement per call, so that processes which share a database agree exactly. A minute begins with the first call
 * after the last one. A clock that was set back begins a new one too; clocks that differ by less than a minute do not.
 */
export const createTokenMinuteStore = (database: Database): TokenMinuteStore => {
  const { dateStarted, calls } = tokenMinutes
  const isOver = sql`abs(extract(epoch from excluded.date_started - ${dateStarted})) >= 60`

  return {
    count: async (hash, now) => {
      const [minute] = await database
        .insert(tokenMinutes)
        .values({ hash, dateStarted: now, calls: 1 })
        .onConflictDoUpdate({
          target: tokenMinutes.hash,
          set: {
            dateStarted: sql`case when ${isOver} then excluded.date_started else ${dateStarted} end`,
            calls: sql`case when ${isOver} then 1 else ${calls} + 1 end`,
          },
        })
        .returning({ dateStarted, calls })
      if (!minute) throw new Error('Counting a call gave no count')
      return minute
    },

    removeOver: async (now) => {
      await database.delete(tokenMinutes).where(lt(dateStarted, new Date(now.getTime() - minuteMs)))
    },
  }
}
