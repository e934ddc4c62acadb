import { and, eq } from 'drizzle-orm'
import type { ClientRecord } from './clients.ts'
import type { Database } from './database.ts'
import { isUuid } from './is-uuid.ts'
import { roleDivisions } from './role-divisions.ts'
import { authorizations, clientRoles, clients } from './schema.ts'

/** An authorization with the client that it is for. */
export type AuthorizationRecord = typeof authorizations.$inferSelect & { readonly client: ClientRecord }

export interface AuthorizationStore {
  list(organizationId: string): Promise<AuthorizationRecord[]>
  get(organizationId: string, clientId: string): Promise<AuthorizationRecord | undefined>
}

export const createAuthorizationStore = (database: Database): AuthorizationStore => ({
  list: (organizationId) => select(database, organizationId),

  get: async (organizationId, clientId) =>
    isUuid(clientId) ? (await select(database, organizationId, clientId))[0] : undefined,
})

const select = async (
  database: Database,
  organizationId: string,
  clientId?: string,
): Promise<AuthorizationRecord[]> => {
  const rows = await database
    .select({ authorization: authorizations, client: clients, roleDivisions })
    .from(authorizations)
    .innerJoin(clients, eq(clients.id, authorizations.clientId))
    .leftJoin(clientRoles, eq(clientRoles.clientId, clients.id))
    .where(
      and(
        eq(authorizations.organizationId, organizationId),
        clientId === undefined ? undefined : eq(authorizations.clientId, clientId),
      ),
    )
    .groupBy(authorizations.organizationId, authorizations.clientId, clients.id)
  return rows.map(({ authorization, client, roleDivisions }) => ({
    ...authorization,
    client: { ...client, roleDivisions },
  }))
}
