import { and, eq, inArray, sql } from 'drizzle-orm'
import { sandboxOrganizations } from '../organizations.ts'
import type { Database } from '../store/database.ts'
import { authorizations, clientRoles, clients, usageCounts } from '../store/schema.ts'
import { createUsageStore } from '../store/usage.ts'
import { firstOrganizationClients } from './first-organization.ts'
import { secondOrganizationClients } from './second-organization.ts'
import type { SeedClient } from './seed-client.ts'
import { type SeedRows, seedRows } from './seed-rows.ts'
import { dayMs } from './traffic.ts'

export interface SeedOptions {
  /** The seeded traffic ends at the last UTC midnight before this instant. */
  readonly today: Date
  /** Which organisation to fill; both when left out. */
  readonly organization?: 'first' | 'second' | 'both'
  /** Told the share of the work that is done, from 0 to 1. */
  readonly onProgress?: (share: number) => void
}

/** What was stored; nothing when everything was there already. */
export interface SeedReport {
  readonly clients: number
  readonly authorizations: number
  readonly requests: number
}

const batchSize = 4000

/**
 * Fills a bootstrapped database with clients of all grant types and states, authorizations, and 90 days of traffic: the
 * same for the same day. An organisation that has anything of it stays as it is. All or nothing.
 */
export const seed = async (database: Database, options: SeedOptions): Promise<SeedReport> => {
  const { today, organization = 'both', onProgress } = options
  const day = new Date(Math.floor(today.getTime() / dayMs) * dayMs)
  const chosen = (['first', 'second'] as const).filter((each) => organization === 'both' || organization === each)

  return database.transaction(async (transaction) => {
    await transaction.execute(sql`select pg_advisory_xact_lock(hashtext('sandbox seed'))`)
    const rows: SeedRows[] = []
    for (const which of chosen) {
      const { id } = sandboxOrganizations[which]
      const drafts = { first: firstOrganizationClients, second: secondOrganizationClients }[which].map(
        (draft: SeedClient) => seedRows(id, draft, day),
      )
      if (!(await isSeeded(transaction, id, drafts))) rows.push(...drafts)
    }
    return store(transaction, rows, onProgress)
  })
}

const isSeeded = async (database: Database, organizationId: string, rows: readonly SeedRows[]): Promise<boolean> => {
  const ids = rows.map(({ client }) => client.id)
  const found = await Promise.all([
    database.$count(clients, and(eq(clients.organizationId, organizationId), inArray(clients.id, ids))),
    database.$count(
      usageCounts,
      and(eq(usageCounts.organizationId, organizationId), inArray(usageCounts.clientId, ids)),
    ),
  ])
  return found.some((count) => count > 0)
}

const store = async (
  database: Database,
  rows: readonly SeedRows[],
  onProgress?: (share: number) => void,
): Promise<SeedReport> => {
  if (rows.length === 0) return { clients: 0, authorizations: 0, requests: 0 }
  const roles = rows.flatMap((each) => each.roles)
  const decisions = rows.flatMap((each) => each.authorizations)
  const usage = rows.flatMap((each) => each.usage)

  await database.insert(clients).values(rows.map(({ client }) => client))
  await database.insert(clientRoles).values(roles)
  await database.insert(authorizations).values(decisions)
  const { add } = createUsageStore(database)
  for (let done = 0; done < usage.length; done += batchSize) {
    onProgress?.(done / usage.length)
    await add(usage.slice(done, done + batchSize))
  }
  onProgress?.(1)
  const requests = usage.reduce((sum, row) => sum + row.requests, 0)
  return { clients: rows.length, authorizations: decisions.length, requests }
}
