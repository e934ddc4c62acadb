import { createSecret, hashSecret, isSecret } from './login/secret.ts'
import { sandboxOrganizations } from './organizations.ts'
import { organizationRoles } from './roles.ts'
import type { Credentials, SandboxSettings } from './settings.ts'
import type { Database } from './store/database.ts'
import { eq, inArray, sql } from './store/drizzle.ts'
import { userRoles, users } from './store/login-tables.ts'
import { namedId } from './store/named-id.ts'
import { clientRoles, clients, divisions, organizations, roles } from './store/schema.ts'
import { organizationUsers, sandboxPassword } from './users.ts'

/** The admin client of an organisation. Its secret is known only when settings gave it or it was made just now. */
export interface AdminClient {
  readonly organizationId: string
  readonly clientId: string
  readonly clientSecret?: string
  /** True when this start made the client. */
  readonly made: boolean
}

/**
 * Sees to it that both organisations have their roles, their users, and their admin client, which holds all roles.
 * Credentials in the settings win over what a former start made; doing it again changes nothing.
 */
export const bootstrap = async (
  database: Database,
  settings: Pick<SandboxSettings, 'firstAdmin' | 'secondAdmin'>,
): Promise<{ first: AdminClient; second: AdminClient }> =>
  database.transaction(async (transaction) => {
    // Two processes that start on one empty database take turns.
    await transaction.execute(sql`select pg_advisory_xact_lock(hashtext('sandbox bootstrap'))`)
    await ensureOrganizations(transaction)
    const first = await ensureAdmin(transaction, 'first', settings.firstAdmin)
    const second = await ensureAdmin(transaction, 'second', settings.secondAdmin)
    await ensureUsers(transaction)
    return { first, second }
  })

type Which = 'first' | 'second'
const both: readonly Which[] = ['first', 'second']
const rolesOf = (organizationId: string) =>
  organizationRoles(organizationId).map((role) => ({ ...role, organizationId }))

const ensureOrganizations = async (database: Database): Promise<void> => {
  const all = both.map((which) => sandboxOrganizations[which])
  const homes = all.map(({ id: organizationId }) => {
    const id = namedId(organizationId, 'Home Division')
    return { id, organizationId, name: 'Home', isHome: true }
  })
  await database.insert(organizations).values(all).onConflictDoNothing()
  await database.insert(divisions).values(homes).onConflictDoNothing()
  await database
    .insert(roles)
    .values(all.flatMap(({ id }) => rolesOf(id)))
    .onConflictDoUpdate({ target: roles.id, set: { permissions: sql`excluded.permissions` } })
}

const ensureUsers = async (database: Database): Promise<void> => {
  const wanted = both.flatMap((which) => {
    const organizationId = sandboxOrganizations[which].id
    return organizationUsers(organizationId, which).map((user) => ({ ...user, organizationId }))
  })
  const ids = wanted.map(({ id }) => id)
  if ((await database.$count(users, inArray(users.id, ids))) === ids.length) return
  // One hash for all: their password is one and written in the README, and every start would pay for more.
  const passwordHash = await hashSecret(sandboxPassword)
  const rows = wanted.map(({ roles: _roles, ...user }) => ({ ...user, passwordHash }))
  await database.insert(users).values(rows).onConflictDoNothing()
  const held = wanted.flatMap(({ id, organizationId, roles }) =>
    roles.map((role) => ({ organizationId, userId: id, roleId: namedId(organizationId, role) })),
  )
  await database.insert(userRoles).values(held).onConflictDoNothing()
}

const ensureAdmin = async (
  database: Database,
  which: Which,
  credentials: Credentials | undefined,
): Promise<AdminClient> => {
  const organizationId = sandboxOrganizations[which].id
  const clientId = credentials?.clientId ?? namedId(organizationId, 'Admin Client')
  const admin = await ensureClient(database, organizationId, clientId, credentials?.clientSecret)
  const held = rolesOf(organizationId).map(({ id }) => ({ organizationId, clientId, roleId: id, divisionId: '*' }))
  await database.insert(clientRoles).values(held).onConflictDoNothing()
  return admin
}

const ensureClient = async (
  database: Database,
  organizationId: string,
  clientId: string,
  givenSecret: string | undefined,
): Promise<AdminClient> => {
  const [existing] = await database.select().from(clients).where(eq(clients.id, clientId))
  if (existing && existing.organizationId !== organizationId)
    throw new Error(
      `The client ${clientId} belongs to another organisation, so it cannot be the admin client of this one`,
    )
  if (existing && givenSecret === undefined) return { organizationId, clientId, made: false }

  const clientSecret = givenSecret ?? createSecret()
  if (existing?.state === 'active' && (await isSecret(clientSecret, existing.secretHash)))
    return { organizationId, clientId, clientSecret, made: false }

  const secretHash = await hashSecret(clientSecret)
  const now = new Date()
  await database
    .insert(clients)
    .values({
      id: clientId,
      organizationId,
      name: 'Admin Client',
      description: 'Holds every role of the organisation.',
      authorizedGrantType: 'CLIENT-CREDENTIALS',
      accessTokenValiditySeconds: 86_400,
      secretHash,
      dateCreated: now,
      dateModified: now,
    })
    .onConflictDoUpdate({ target: clients.id, set: { secretHash, state: 'active', dateToDelete: null } })
  return { organizationId, clientId, clientSecret, made: !existing }
}
