import { eq } from 'drizzle-orm'
import type { Database } from './database.ts'
import { organizations } from './schema.ts'

export interface OrganizationStore {
  get(organizationId: string): Promise<{ id: string; name: string }>
}

export const createOrganizationStore = (database: Database): OrganizationStore => ({
  get: async (organizationId) => {
    const [organization] = await database.select().from(organizations).where(eq(organizations.id, organizationId))
    if (!organization) throw new Error(`There is no organisation ${organizationId}`)
    return organization
  },
})
