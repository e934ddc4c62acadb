import type { SQL } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import type { UsageDimension, UsageGranularity, UsageMetric, UsageRow, UsageSelection } from '../usage/selection.ts'
import type { Database } from './database.ts'
import { and, eq, gte, lt, sql } from './drizzle.ts'
import { clients, usageCounts } from './schema.ts'

/** Calls of one kind on one day, to be added to those stored. */
export type UsageCount = typeof usageCounts.$inferSelect

export interface UsageStore {
  /** Adds counts of any organisations to what is stored, in one statement. */
  add(counts: readonly UsageCount[]): Promise<void>
  /** The calls of one client, grouped, bucketed and added up. */
  aggregate(organizationId: string, clientId: string, selection: UsageSelection): Promise<UsageRow[]>
}

const metricColumns = {
  Status200: ['status200', usageCounts.status200],
  Status300: ['status300', usageCounts.status300],
  Status400: ['status400', usageCounts.status400],
  Status500: ['status500', usageCounts.status500],
  Status429: ['status429', usageCounts.status429],
  Requests: ['requests', usageCounts.requests],
} as const satisfies Record<UsageMetric, readonly [string, PgColumn]>

export const createUsageStore = (database: Database): UsageStore => ({
  add: async (counts) => {
    if (counts.length === 0) return
    const added = Object.values(metricColumns).map(
      ([name, column]) => sql`${sql.identifier(name)} = ${column} + excluded.${sql.identifier(name)}`,
    )
    // One parameter however many counts there are; sorted, so that two processes lock rows in one order.
    await database.execute(sql`
      insert into ${usageCounts}
      select * from jsonb_populate_recordset(null::usage_counts, ${JSON.stringify(counts.map(toColumns))}::jsonb)
      order by organization_id, client_id, day, user_id, template_uri, http_method
      on conflict on constraint usage_counts_pk do update set ${sql.join(added, sql`, `)}`)
  },

  aggregate: async (organizationId, clientId, { firstDay, endDay, granularity, groupBy, metrics }) => {
    const dimension = (name: UsageDimension, column: PgColumn): SQL<string> =>
      groupBy.includes(name) ? sql<string>`coalesce(${column}::text, '')` : sql<string>`''`
    const bucket = granularity && bucketOf(granularity)
    const grouped = [...new Set(groupBy)].flatMap((name) => dimensionColumns[name])

    const rows = database
      .select({
        clientId: dimension('OAuthClientId', usageCounts.clientId).as('clientId'),
        clientName: dimension('OAuthClientId', clients.name).as('clientName'),
        organizationId: dimension('OrganizationId', usageCounts.organizationId).as('organizationId'),
        userId: sql<string>`''`.as('userId'),
        templateUri: dimension('TemplateUri', usageCounts.templateUri).as('templateUri'),
        httpMethod: dimension('HttpMethod', usageCounts.httpMethod).as('httpMethod'),
        ...sums(metrics),
        ...(bucket && { date: dateOf(bucket).as('date') }),
      })
      .from(usageCounts)
      .leftJoin(clients, eq(clients.id, usageCounts.clientId))
      .where(
        and(
          eq(usageCounts.organizationId, organizationId),
          eq(usageCounts.clientId, clientId),
          gte(usageCounts.day, firstDay),
          lt(usageCounts.day, endDay),
        ),
      )
      .groupBy(...grouped, ...(bucket ? [bucket] : []))
      .as('rows')
    // As one value: to read thousands of rows one by one takes longer than to count them.
    const all = sql<UsageRow[]>`coalesce(json_agg(${sql.identifier('rows')}), '[]')`
    const [found] = await database.select({ all }).from(rows)
    return found?.all ?? []
  },
})

const dimensionColumns: Readonly<Record<UsageDimension, readonly PgColumn[]>> = {
  OAuthClientId: [usageCounts.clientId, clients.name],
  OrganizationId: [usageCounts.organizationId],
  TemplateUri: [usageCounts.templateUri],
  HttpMethod: [usageCounts.httpMethod],
}

const sums = (metrics: readonly UsageMetric[]): Record<string, SQL.Aliased<number>> =>
  Object.fromEntries(
    metrics.map((metric) => {
      const [name, column] = metricColumns[metric]
      return [name, sql<number>`sum(${column})`.as(name)]
    }),
  )

/** The instant at which the bucket begins that a day is in; weeks begin on Mondays. */
const bucketOf = (granularity: UsageGranularity): SQL =>
  sql`date_trunc(${sql.raw(`'${granularity.toLowerCase()}'`)}, ${usageCounts.day}::timestamp)`

/** As rows show it. Written once for a group: as many days as there are take longer to write than to add up. */
const dateOf = (bucket: SQL): SQL<string> => sql<string>`to_char(${bucket}, 'YYYY-MM-DD"T00:00:00Z"')`

const toColumns = ({ organizationId, clientId, userId, templateUri, httpMethod, ...rest }: UsageCount) => ({
  ...rest,
  organization_id: organizationId,
  client_id: clientId,
  user_id: userId,
  template_uri: templateUri,
  http_method: httpMethod,
})
