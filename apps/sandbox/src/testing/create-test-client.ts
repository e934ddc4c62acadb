import { randomUUID } from 'node:crypto'
import { createSecret, hashSecret } from '../login/secret.ts'
import type { Credentials } from '../settings.ts'
import type { Database } from '../store/database.ts'
import { clientRoles, clients, roles } from '../store/schema.ts'

/** Stores a client-credentials client and a role of its own that gives exactly these permissions. */
export const createTestClient = async (
  database: Database,
  organizationId: string,
  permissions: readonly string[],
): Promise<Credentials> => {
  const clientId = randomUUID()
  const roleId = randomUUID()
  const clientSecret = createSecret()
  const now = new Date()
  await database
    .insert(roles)
    .values({ id: roleId, organizationId, name: `Test ${roleId}`, permissions: [...permissions] })
  await database.insert(clients).values({
    id: clientId,
    organizationId,
    name: `Test ${clientId}`,
    authorizedGrantType: 'CLIENT-CREDENTIALS',
    accessTokenValiditySeconds: 86_400,
    secretHash: await hashSecret(clientSecret),
    dateCreated: now,
    dateModified: now,
  })
  await database.insert(clientRoles).values({ organizationId, clientId, roleId, divisionId: '*' })
  return { clientId, clientSecret }
}
