import { randomUUID } from 'node:crypto'
import type postgres from 'postgres'
import { admin } from './sandbox-program.ts'

/** What to store: so many clients, each with the traffic of so many users. */
export interface Fill {
  readonly clients: number
  readonly users: number
}

const days = 90

/** Replaces all usage by that of new clients in 90 days and at 20 endpoints, 3 of them by two methods. */
export const fillUsage = async (sql: postgres.Sql, { clients, users }: Fill) => {
  const clientIds = Array.from({ length: clients }, () => randomUUID())
  await sql`truncate usage_counts`
  const [organization] = await sql`select organization_id as id from clients where id = ${admin.clientId}`
  const organizationId: string = organization?.id
  await sql`
    insert into clients (id, organization_id, name, authorized_grant_type, access_token_validity_seconds, date_created, date_modified)
    select id::uuid, ${organizationId}, 'Counted ' || id, 'CODE', 86400, now(), now() from unnest(${clientIds}::text[]) as id`
  const { count: rows } = await sql`
    insert into usage_counts (organization_id, client_id, day, user_id, template_uri, http_method, status200, status400, status429, requests)
    select ${organizationId}, id::uuid, date '2026-01-01' + day, case when ${users}::int = 1 then '' else 'user ' || person end,
      'api/v2/things/' || endpoint || '/{thingId}', method, 90, 10, 4, 100
    from unnest(${clientIds}::text[]) as id, generate_series(0, ${days - 1}::int) as day, generate_series(1, ${users}::int) as person,
      generate_series(1, 20) as endpoint, unnest(array['GET', 'POST']) as method
    where method = 'GET' or endpoint <= 3`
  // As autovacuum leaves it after a while; its work would be timed otherwise.
  await sql`vacuum analyze usage_counts`
  await sql`checkpoint`
  return { rows, clientIds, interval: '2026-01-01/2026-04-01', requests: (rows / clients) * 100 }
}
