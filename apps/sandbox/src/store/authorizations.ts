import type { ClientRecord } from './clients.ts'
import type { Database } from './database.ts'
import { and, eq } from './drizzle.ts'
import { isUuid } from './is-uuid.ts'
import { authorizationCodes, refreshTokens } from './login-tables.ts'
import { roleDivisions } from './role-divisions.ts'
import { authorizations, clients, tokens } from './schema.ts'

/** An authorization with the client that it is for. */
export type AuthorizationRecord = typeof authorizations.$inferSelect & { readonly client: ClientRecord }

export interface AuthorizationStore {
  list(organizationId: string): Promise<AuthorizationRecord[]>
  get(organizationId: string, clientId: string): Promise<AuthorizationRecord | undefined>
  /** Somebody was asked to consent: a client that is not known yet is `Requested` from now on. */
  request(organizationId: string, clientId: string, scope: readonly string[], by: string, now: Date): Promise<void>
  /** Stores what a user decided. Everything but `Authorized` ends the tokens that the client has here. */
  decide(organizationId: string, clientId: string, decision: Decision): Promise<void>
}

export interface Decision {
  readonly state: 'Unauthorized' | 'Requested' | 'Authorized' | 'Revoked'
  readonly scope: readonly string[]
  /** The id of the user. */
  readonly by: string
  readonly now: Date
}

export const createAuthorizationStore = (database: Database): AuthorizationStore => ({
  list: (organizationId) => select(database, organizationId),

  get: async (organizationId, clientId) =>
    isUuid(clientId) ? (await select(database, organizationId, clientId))[0] : undefined,

  request: async (organizationId, clientId, scope, by, now) => {
    await database
      .insert(authorizations)
      .values(draft(organizationId, clientId, { state: 'Requested', scope, by, now }))
      .onConflictDoNothing()
  },

  decide: (organizationId, clientId, decision) =>
    database.transaction(async (transaction) => {
      const { dateCreated: _created, createdBy: _by, ...change } = draft(organizationId, clientId, decision)
      await transaction
        .insert(authorizations)
        .values(draft(organizationId, clientId, decision))
        .onConflictDoUpdate({ target: [authorizations.organizationId, authorizations.clientId], set: change })
      if (decision.state === 'Authorized') return
      for (const table of [tokens, refreshTokens, authorizationCodes])
        await transaction
          .delete(table)
          .where(and(eq(table.organizationId, organizationId), eq(table.clientId, clientId)))
    }),
})

const draft = (organizationId: string, clientId: string, { state, scope, by, now }: Decision) => ({
  organizationId,
  clientId,
  scope: [...scope],
  state,
  pending: state === 'Requested',
  dateCreated: now,
  dateModified: now,
  createdBy: by,
  modifiedBy: by,
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
    .where(
      and(
        eq(authorizations.organizationId, organizationId),
        clientId === undefined ? undefined : eq(authorizations.clientId, clientId),
      ),
    )
  return rows.map(({ authorization, client, roleDivisions }) => ({
    ...authorization,
    client: { ...client, roleDivisions },
  }))
}
