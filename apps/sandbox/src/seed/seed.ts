import type postgres from 'postgres'
import { sandboxOrganizations } from '../organizations.ts'
import { copyRows } from '../store/copy-rows.ts'
import type { OpenDatabase } from '../store/open-database.ts'
import { authorizations, clientRoles, clients, usageCounts } from '../store/schema.ts'
import type { UsageCount } from '../store/usage.ts'
import { firstOrganizationClients } from './first-organization.ts'
import { generatedClients } from './generated-clients.ts'
import { secondOrganizationClients } from './second-organization.ts'
import { type SeedRows, seedRows } from './seed-rows.ts'
import { dayMs, seededDays } from './traffic.ts'

type Organization = 'first' | 'second'

export interface SeedOptions {
  /** The seeded traffic ends at the last UTC midnight before this instant. */
  readonly today: Date
  /** Which organisation to fill; both when left out. */
  readonly organization?: Organization | 'both'
  /** How many clients each organisation gets, generated; those of README.md when left out. */
  readonly clients?: number
  /** How many days of traffic there are; 90 when left out. */
  readonly days?: number
  /** Which of the possible worlds is generated; 1 when left out. */
  readonly seed?: number
  /** Told the share of the work that is done, from 0 to 1. */
  readonly onProgress?: (share: number) => void
}

/** What was stored; nothing when everything was there already. */
export interface SeedReport {
  readonly clients: number
  readonly authorizations: number
  readonly requests: number
}

/**
 * Fills a bootstrapped database with clients of all grant types and states, authorizations, and traffic: the same for the
 * same day. An organisation that has anything of it stays as it is. All or nothing.
 */
export const seed = ({ sql }: Pick<OpenDatabase, 'sql'>, options: SeedOptions): Promise<SeedReport> => {
  const { today, organization = 'both', days = seededDays, onProgress } = options
  const day = new Date(Math.floor(today.getTime() / dayMs) * dayMs)
  const chosen = (['first', 'second'] as const).filter((each) => organization === 'both' || organization === each)

  return sql.begin(async (transaction) => {
    await transaction`select pg_advisory_xact_lock(hashtext('sandbox seed'))`
    const rows: SeedRows[] = []
    for (const which of chosen) {
      const { id } = sandboxOrganizations[which]
      const drafts = draftsOf(which, options).map((draft) => seedRows(id, draft, day, days))
      if (!(await isSeeded(transaction, id, drafts))) rows.push(...drafts)
    }
    return store(transaction, rows, onProgress)
  })
}

const draftsOf = (which: Organization, { clients: count, seed: number = 1 }: SeedOptions) => {
  if (count !== undefined) return generatedClients(count, number)
  return { first: firstOrganizationClients, second: secondOrganizationClients }[which]
}

const isSeeded = async (
  sql: postgres.TransactionSql,
  organizationId: string,
  rows: readonly SeedRows[],
): Promise<boolean> => {
  const ids = rows.map(({ client }) => client.id)
  const [found] = await sql<{ found: boolean }[]>`
    select exists (select from clients where organization_id = ${organizationId} and id = any(${ids}))
        or exists (select from usage_counts where organization_id = ${organizationId} and client_id = any(${ids})) as found`
  return found?.found === true
}

const store = async (
  sql: postgres.TransactionSql,
  rows: readonly SeedRows[],
  onProgress: (share: number) => void = () => undefined,
): Promise<SeedReport> => {
  let requests = 0
  const decisions = rows.flatMap((each) => each.authorizations)
  const usage = function* (): Generator<UsageCount> {
    for (const [index, each] of rows.entries()) {
      onProgress(index / rows.length)
      for (const count of each.usage) {
        requests += count.requests
        yield count
      }
    }
  }

  await copyRows(
    sql,
    clients,
    rows.map(({ client }) => client),
  )
  await copyRows(
    sql,
    clientRoles,
    rows.flatMap((each) => each.roles),
  )
  await copyRows(sql, authorizations, decisions)
  await copyRows(sql, usageCounts, usage())
  onProgress(1)
  return { clients: rows.length, authorizations: decisions.length, requests }
}
