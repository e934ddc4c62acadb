import { randomUUID } from 'node:crypto'
import { eq, sql } from 'drizzle-orm'
import { organizationRoles, organizationUsers, sandboxOrganizations } from '../../src/index.ts'
import { createAccessToken, hashToken } from '../../src/login/access-token.ts'
import { createStores } from '../../src/store/create-stores.ts'
import { users } from '../../src/store/login-tables.ts'
import { type OpenDatabase, openDatabase } from '../../src/store/open-database.ts'
import { clients, divisions, organizations, roles } from '../../src/store/schema.ts'
import { startTestSandbox, type TestSandbox } from '../../src/testing/index.ts'

export const organizationNames = ['first', 'second'] as const
export type OrganizationName = (typeof organizationNames)[number]

/** Who calls. Strangers have a token that is not known, or has expired, or none. */
export const callerNames = [
  'first admin',
  'first user',
  'first viewer',
  'second admin',
  'second user',
  'stranger',
] as const
export type CallerName = (typeof callerNames)[number]

/** What requests have made, by organisation; later ones use it. */
export interface Made {
  readonly clients: string[]
  readonly executions: { readonly clientId: string; readonly id: string }[]
  readonly roles: readonly string[]
  /** One that no request changes, for the pages of the login host. */
  readonly pageClient: string
}

/** Two organisations, of which each name has a text in it that nobody else may see. */
export interface Organizations {
  readonly sandbox: TestSandbox
  readonly made: Readonly<Record<OrganizationName, Made>>
  tokenOf(caller: CallerName): string
  /** A caller whose token is revoked gets another one. */
  renew(caller: CallerName): Promise<void>
  close(): Promise<void>
}

export const canaryOf = (organization: OrganizationName): string => `canary-of-the-${organization}`
export const organizationOf = (caller: CallerName): OrganizationName | undefined =>
  organizationNames.find((name) => caller.startsWith(name))

const validMs = 86_400_000

export const openOrganizations = async (): Promise<Organizations> => {
  const sandbox = await startTestSandbox({ usageDelayMs: [0, 5], settings: { clientCap: 40 } })
  const database = await openDatabase(sandbox.databaseUrl, { maxConnections: 1 })
  const viewer = await sandbox.clientWith(['oauth:client:view'])
  for (const name of organizationNames) await markNames(database, name)
  const made = { first: await firstOf(database, 'first'), second: await firstOf(database, 'second') }
  const tokens = new Map<CallerName, string>([['stranger', createAccessToken()]])

  const clientIds = { first: sandbox.admin.clientId, second: sandbox.second.clientId }
  const renew = async (caller: CallerName): Promise<void> => {
    const organization = organizationOf(caller)
    if (!organization) return
    const accessToken = createAccessToken()
    const { id } = sandboxOrganizations[organization]
    const isUser = caller.endsWith('user')
    await createStores(database.db).tokens.insert(id, {
      hash: hashToken(accessToken),
      clientId: caller === 'first viewer' ? viewer.clientId : clientIds[organization],
      ...(isUser && { userId: organizationUsers(id, organization)[0]?.id ?? '', scope: ['oauth', 'user-basic-info'] }),
      dateIssued: new Date(),
      dateExpires: new Date(Date.now() + validMs),
    })
    tokens.set(caller, accessToken)
  }
  for (const caller of callerNames) await renew(caller)

  return {
    sandbox,
    made,
    tokenOf: (caller) => tokens.get(caller) ?? '',
    renew,
    close: async () => {
      await database.close()
      await sandbox.close()
    },
  }
}

/** Nothing of an organisation has a name without its canary. */
const markNames = async ({ db }: OpenDatabase, organization: OrganizationName): Promise<void> => {
  const { id } = sandboxOrganizations[organization]
  const marked = (column: typeof roles.name | typeof users.name) => sql`${column} || ' ' || ${canaryOf(organization)}`
  await db
    .update(organizations)
    .set({ name: canaryOf(organization) })
    .where(eq(organizations.id, id))
  await db
    .update(divisions)
    .set({ name: canaryOf(organization) })
    .where(eq(divisions.organizationId, id))
  await db
    .update(roles)
    .set({ name: marked(roles.name) })
    .where(eq(roles.organizationId, id))
  await db
    .update(users)
    .set({ name: marked(users.name) })
    .where(eq(users.organizationId, id))
  await db
    .update(clients)
    .set({ name: canaryOf(organization), description: canaryOf(organization) })
    .where(eq(clients.organizationId, id))
}

/** Two clients that nothing else needs: one to begin with, and one for pages. */
const firstOf = async ({ db }: OpenDatabase, organization: OrganizationName): Promise<Made> => {
  const { id: organizationId } = sandboxOrganizations[organization]
  const [id, pageClient] = [randomUUID(), randomUUID()]
  const now = new Date()
  const draft = {
    ...{ organizationId, name: canaryOf(organization), description: canaryOf(organization), secretHash: null },
    ...{ authorizedGrantType: 'CODE', scope: ['users'], accessTokenValiditySeconds: 600 },
    ...{ registeredRedirectUri: ['https://desktop.example/callback'], dateCreated: now, dateModified: now },
  }
  await db.insert(clients).values([
    { ...draft, id },
    { ...draft, id: pageClient },
  ])
  return { clients: [id], executions: [], pageClient, roles: organizationRoles(organizationId).map((role) => role.id) }
}
