import type { RoleDivision } from '@grantstream/contract'
import type { Database } from './database.ts'
import { eq, lt, sql } from './drizzle.ts'
import { gather } from './gather.ts'
import { tokenMinutes, tokens } from './schema.ts'
import type { Caller } from './tokens.ts'
import { createUserStore } from './users.ts'

/** A minute of a token's calls. */
export interface TokenMinute {
  readonly dateStarted: Date
  /** The call that was just counted included. */
  readonly calls: number
}

/** Whose token a call bears, and how many calls that token has made. */
export interface Admission {
  readonly caller: Caller
  readonly minute: TokenMinute
}

export interface AdmissionStore {
  /**
   * Counts a call of the token with this hash, in hexadecimal; undefined, and nothing counted, when there is no such token
   * or it is not good at that time. A disabled client has no good token. The one reading without an organisation: the token
   * is what names it.
   */
  admit(hash: string, now: Date): Promise<Admission | undefined>
  /** Removes the minutes that are over. */
  removeOver(now: Date): Promise<void>
}

export const minuteMs = 60_000

/**
 * Everything is asked of Postgres for every call: a token that was revoked anywhere is refused from then on, and processes
 * which share a database count as one. Calls that come together share one prepared statement, which is what makes that
 * cheap: with 64 connections some 20 of them do, and Node serves ten times as many calls as with two statements for each.
 *
 * A minute begins with the first call after the last one. A clock that was set back begins a new one too; clocks that
 * differ by less than a minute do not.
 */
export const createAdmissionStore = (database: Database): AdmissionStore => {
  const users = createUserStore(database)
  const count = countCalls(database)

  const callerOf = async ({ hash, rights: { permissions, roleDivisions }, ...token }: Counted): Promise<Caller> => {
    const { organizationId, userId } = token
    const held = userId
      ? await users.rightsOf(organizationId, userId)
      : { permissions: new Set(permissions.flat()), roleDivisions }
    return { ...token, tokenHash: Buffer.from(hash, 'hex'), ...held }
  }

  const admitAll = async (calls: readonly Call[]): Promise<(Admission | undefined)[]> => {
    const numbers = new Map<string, number>()
    for (const { hash } of calls) numbers.set(hash, (numbers.get(hash) ?? 0) + 1)
    const counted = await count.execute({
      hashes: [...numbers.keys()].join(),
      numbers: [...numbers.values()].join(),
      // By the latest of their times all of them have come.
      now: new Date(Math.max(...calls.map(({ now }) => now.getTime()))).toISOString(),
    })
    const tokens = new Map<string, { caller: Caller; dateStarted: Date; calls: number }>()
    await Promise.all(
      counted.map(async ({ calls, dateStarted, ...token }) => {
        const before = calls - (numbers.get(token.hash) ?? 0)
        tokens.set(token.hash, { caller: await callerOf(token), dateStarted, calls: before })
      }),
    )
    return calls.map(({ hash }) => {
      const token = tokens.get(hash)
      if (!token) return undefined
      const { caller, dateStarted } = token
      return { caller, minute: { dateStarted, calls: ++token.calls } }
    })
  }
  const admit = gather(admitAll)

  return {
    admit: (hash, now) => admit({ hash, now }),

    removeOver: async (now) => {
      await database.delete(tokenMinutes).where(lt(tokenMinutes.dateStarted, new Date(now.getTime() - minuteMs)))
    },
  }
}

interface Call {
  readonly hash: string
  readonly now: Date
}

type Counted = Omit<Awaited<ReturnType<ReturnType<typeof countCalls>['execute']>>[number], keyof TokenMinute>

/** What a client may do by its roles, as one column. */
const rights = sql<{ readonly permissions: string[][]; readonly roleDivisions: RoleDivision[] }>`(
  select json_build_object(
    'permissions', coalesce(json_agg(roles.permissions), '[]'),
    'roleDivisions', coalesce(
      json_agg(json_build_object('roleId', role_id, 'divisionId', division_id) order by role_id, division_id), '[]'))
  from client_roles join roles on roles.id = client_roles.role_id where client_roles.client_id = tokens.client_id)`

/** Hashes and numbers of calls come as texts between commas: so one prepared statement does for any number of tokens. */
const countCalls = (database: Database) => {
  const hash = sql<Uint8Array>`counted_hash`.as('counted_hash')
  const dateStarted = sql<Date>`minute_started`.mapWith(tokenMinutes.dateStarted).as('minute_started')
  const calls = sql<number>`minute_calls`.as('minute_calls')
  const isOver = sql`abs(extract(epoch from excluded.date_started - ${tokenMinutes.dateStarted})) >= 60`
  // Rows are locked in one order, so that two processes wait for each other and not both at once.
  const counted = database.$with('counted', { hash, dateStarted, calls }).as(sql`
    insert into ${tokenMinutes}
    select tokens.hash, asked.now, asked.calls
    from (
      select decode(hash, 'hex') as hash, calls, ${sql.placeholder('now')}::timestamptz as now from unnest(
        string_to_array(${sql.placeholder('hashes')}, ','), string_to_array(${sql.placeholder('numbers')}, ',')::int[]
      ) as given (hash, calls)
    ) as asked
    join tokens on tokens.hash = asked.hash and tokens.date_expires > asked.now
    join clients on clients.id = tokens.client_id and clients.state <> 'disabled'
    order by 1
    on conflict (hash) do update set
      date_started = case when ${isOver} then excluded.date_started else ${tokenMinutes.dateStarted} end,
      calls = excluded.calls + case when ${isOver} then 0 else ${tokenMinutes.calls} end
    returning hash as counted_hash, date_started as minute_started, calls as minute_calls`)

  return database
    .with(counted)
    .select({
      hash: sql<string>`encode(${tokens.hash}, 'hex')`,
      dateStarted: counted.dateStarted,
      calls: counted.calls,
      organizationId: tokens.organizationId,
      clientId: tokens.clientId,
      userId: tokens.userId,
      scope: tokens.scope,
      rights,
    })
    .from(counted)
    .innerJoin(tokens, eq(tokens.hash, counted.hash))
    .prepare('count_calls')
}
