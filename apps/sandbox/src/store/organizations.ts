import type { Database } from './database.ts'
import { eq, or, sql } from './drizzle.ts'
import { isUuid } from './is-uuid.ts'
import { organizations } from './schema.ts'

export interface OrganizationStore {
  get(organizationId: string): Promise<{ id: string; name: string }>
  /** By its id or its name, letters in any case; for the login host, where whoever signs in names it. */
  find(nameOrId: string): Promise<{ id: string; name: string } | undefined>
}

export const createOrganizationStore = (database: Database): OrganizationStore => ({
  get: async (organizationId) => {
    const [organization] = await database.select().from(organizations).where(eq(organizations.id, organizationId))
    if (!organization) throw new Error(`There is no organisation ${organizationId}`)
    return organization
  },

  find: async (nameOrId) => {
    const byName = eq(sql`lower(${organizations.name})`, nameOrId.trim().toLowerCase())
    const [organization] = await database
      .select()
      .from(organizations)
      .where(isUuid(nameOrId) ? or(byName, eq(organizations.id, nameOrId)) : byName)
    return organization
  },
})
