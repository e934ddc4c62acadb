import type { RoleDivision } from '@grantstream/contract'
import type { Database } from './database.ts'
import { and, eq, sql } from './drizzle.ts'
import { isUuid } from './is-uuid.ts'
import { userRoles, users } from './login-tables.ts'
import { roles } from './schema.ts'

export type UserRecord = typeof users.$inferSelect

/** What a user may do, by its roles. */
export interface UserRights {
  readonly permissions: ReadonlySet<string>
  readonly roleDivisions: readonly RoleDivision[]
}

export interface UserStore {
  get(organizationId: string, userId: string): Promise<UserRecord | undefined>
  rightsOf(organizationId: string, userId: string): Promise<UserRights>
  /** The one reading without an organisation: whoever signs in may leave it out. Letters count in any case. */
  findByEmail(email: string): Promise<UserRecord[]>
}

export const createUserStore = (database: Database): UserStore => ({
  get: async (organizationId, userId) => {
    if (!isUuid(userId)) return undefined
    const [user] = await database
      .select()
      .from(users)
      .where(and(eq(users.organizationId, organizationId), eq(users.id, userId)))
    return user
  },

  rightsOf: async (organizationId, userId) => {
    const held = await database
      .select({ roleId: roles.id, permissions: roles.permissions })
      .from(userRoles)
      .innerJoin(roles, eq(roles.id, userRoles.roleId))
      .where(and(eq(userRoles.organizationId, organizationId), eq(userRoles.userId, userId)))
    return {
      permissions: new Set(held.flatMap(({ permissions }) => permissions)),
      roleDivisions: held.map(({ roleId }) => ({ roleId, divisionId: '*' })),
    }
  },

  findByEmail: (email) =>
    database
      .select()
      .from(users)
      .where(eq(sql`lower(${users.email})`, email.toLowerCase())),
})
