import type { RoleDivision } from '@grantstream/contract'
import { sql } from 'drizzle-orm'
import { clientRoles } from './schema.ts'

/** All roles of a client as one column; for a query that left-joins `clientRoles` and groups by the client. */
export const roleDivisions = sql<RoleDivision[]>`coalesce(
  json_agg(json_build_object('roleId', ${clientRoles.roleId}, 'divisionId', ${clientRoles.divisionId})
    order by ${clientRoles.roleId}, ${clientRoles.divisionId}) filter (where ${clientRoles.roleId} is not null), '[]')`
