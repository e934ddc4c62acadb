import type { Database } from './database.ts'
import { and, asc, eq } from './drizzle.ts'
import { isUuid } from './is-uuid.ts'
import { roles } from './schema.ts'

export type RoleRecord = typeof roles.$inferSelect

export interface RoleStore {
  get(organizationId: string, roleId: string): Promise<RoleRecord | undefined>
  /** By name; only those of this name when there is one. */
  list(
    organizationId: string,
    page: { readonly offset: number; readonly limit: number; readonly name: string | undefined },
  ): Promise<{ readonly roles: RoleRecord[]; readonly total: number }>
}

export const createRoleStore = (database: Database): RoleStore => ({
  get: async (organizationId, roleId) => {
    if (!isUuid(roleId)) return undefined
    const [role] = await database
      .select()
      .from(roles)
      .where(and(eq(roles.organizationId, organizationId), eq(roles.id, roleId)))
    return role
  },

  list: async (organizationId, { offset, limit, name }) => {
    const wanted = and(eq(roles.organizationId, organizationId), name === undefined ? undefined : eq(roles.name, name))
    return {
      roles: await database.select().from(roles).where(wanted).orderBy(asc(roles.name)).offset(offset).limit(limit),
      total: await database.$count(roles, wanted),
    }
  },
})
