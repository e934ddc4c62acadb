import type { RoleDivision } from '@grantstream/contract'
import { sql } from './drizzle.ts'

/** All roles of a client as one column of a query on `clients`. */
export const roleDivisions = sql<RoleDivision[]>`(
  select coalesce(json_agg(json_build_object('roleId', role_id, 'divisionId', division_id) order by role_id, division_id), '[]')
  from client_roles where client_roles.client_id = clients.id)`
