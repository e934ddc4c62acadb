import type { Database } from './database.ts'
import { and, eq } from './drizzle.ts'
import { divisions } from './schema.ts'

export type DivisionRecord = typeof divisions.$inferSelect

export interface DivisionStore {
  /** Every organisation has one. */
  getHome(organizationId: string): Promise<DivisionRecord>
}

export const createDivisionStore = (database: Database): DivisionStore => ({
  getHome: async (organizationId) => {
    const [home] = await database
      .select()
      .from(divisions)
      .where(and(eq(divisions.organizationId, organizationId), divisions.isHome))
    if (!home) throw new Error(`The organisation ${organizationId} has no home division`)
    return home
  },
})
