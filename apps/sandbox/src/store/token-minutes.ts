import { lt, sql } from 'drizzle-orm'
import type { Database } from './database.ts'
import { gather } from './gather.ts'
import { hex } from './hash-list.ts'
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
 * Counted in Postgres alone, so that processes which share a database agree exactly; calls that come together are counted
 * by one statement. A minute begins with the first call after the last one. A clock that was set back begins a new one too;
 * clocks that differ by less than a minute do not.
 */
export const createTokenMinuteStore = (database: Database): TokenMinuteStore => {
  const addCalls = upsertCalls(database)

  const count = gather<CountedCall, TokenMinute>(async (calls) => {
    const byHash = Map.groupBy(calls, ({ hash }) => hash)
    const minutes = await addCalls.execute({
      hashes: [...byHash.keys()].join(),
      calls: [...byHash.values()].map(({ length }) => length).join(),
      // By then all of them have come.
      now: new Date(Math.max(...calls.map(({ now }) => now.getTime()))).toISOString(),
    })
    const before = new Map(
      minutes.map((minute) => {
        const hash = hex(minute.hash)
        return [hash, { ...minute, calls: minute.calls - (byHash.get(hash)?.length ?? 0) }]
      }),
    )
    return calls.map(({ hash }) => {
      const minute = before.get(hash)
      if (!minute) throw new Error('Counting a call gave no count')
      minute.calls++
      return { dateStarted: minute.dateStarted, calls: minute.calls }
    })
  })

  return {
    count: (hash, now) => count({ hash: hex(hash), now }),

    removeOver: async (now) => {
      await database.delete(tokenMinutes).where(lt(tokenMinutes.dateStarted, new Date(now.getTime() - minuteMs)))
    },
  }
}

interface CountedCall {
  readonly hash: string
  readonly now: Date
}

/** In one order, so that two processes wait for each other and not both at once. */
const upsertCalls = (database: Database) => {
  const { hash, dateStarted, calls } = tokenMinutes
  const isOver = sql`abs(extract(epoch from excluded.date_started - ${dateStarted})) >= 60`
  return database
    .insert(tokenMinutes)
    .select(
      sql`select decode(hash, 'hex'), ${sql.placeholder('now')}::timestamptz, calls from unnest(
        string_to_array(${sql.placeholder('hashes')}, ','), string_to_array(${sql.placeholder('calls')}, ',')::int[]
      ) as counted(hash, calls) order by hash`,
    )
    .onConflictDoUpdate({
      target: hash,
      set: {
        dateStarted: sql`case when ${isOver} then excluded.date_started else ${dateStarted} end`,
        calls: sql`excluded.calls + case when ${isOver} then 0 else ${calls} end`,
      },
    })
    .returning({ hash, dateStarted, calls })
    .prepare('token_calls')
}
