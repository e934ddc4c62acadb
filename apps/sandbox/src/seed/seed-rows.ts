import { hashOfNone } from '../login/secret.ts'
import { namedId } from '../store/named-id.ts'
import type { authorizations, clientRoles, clients } from '../store/schema.ts'
import type { UsageCount } from '../store/usage.ts'
import { userId } from '../users.ts'
import type { SeedClient } from './seed-client.ts'
import { dayMs, type TrafficRow, trafficOf } from './traffic.ts'

/** A client of the seed as the tables hold it. All ids follow from the organisation's and a name. */
export interface SeedRows {
  readonly client: typeof clients.$inferInsert
  readonly roles: readonly (typeof clientRoles.$inferInsert)[]
  readonly authorizations: readonly (typeof authorizations.$inferInsert)[]
  /** Its calls, made as they are asked for; the last ones are of the day before `today`. */
  readonly usage: Iterable<UsageCount>
}

/** `today` is the start of a UTC day, and there are calls of so many days before it. */
export const seedRows = (organizationId: string, seed: SeedClient, today: Date, days: number): SeedRows => {
  const { key = seed.name, traffic } = seed
  const clientId = namedId(organizationId, key)
  const at = (daysAgo: number, hour = 0): Date => new Date(today.getTime() - daysAgo * dayMs + hour * 3_600_000)
  const owner = userId(organizationId, 0)
  const dateCreated = at(seed.createdDaysAgo, 9)

  return {
    client: {
      id: clientId,
      organizationId,
      name: seed.name,
      description: seed.description,
      authorizedGrantType: seed.grantType,
      accessTokenValiditySeconds: seed.tokenSeconds ?? 86_400,
      registeredRedirectUri: [...(seed.redirectUris ?? [])],
      scope: [...(seed.scope ?? [])],
      state: seed.state ?? 'active',
      // To log in, regenerate the client's secret.
      secretHash: seed.grantType === 'TOKEN' ? null : hashOfNone(clientId),
      dateToDelete: seed.deletedIn === undefined ? null : at(-seed.deletedIn, 11),
      dateCreated,
      dateModified: seed.state ? at(stateSince(seed), 11) : dateCreated,
      createdBy: owner,
      modifiedBy: owner,
    },
    roles: (seed.roles ?? []).map((role) => ({
      organizationId,
      clientId,
      roleId: namedId(organizationId, role),
      divisionId: '*',
    })),
    authorizations: seed.authorization
      ? [
          {
            organizationId,
            clientId,
            scope: [...(seed.scope ?? [])],
            state: seed.authorization,
            pending: seed.authorization === 'Requested',
            dateCreated: at(seed.createdDaysAgo, 10),
            dateModified: seed.authorization === 'Revoked' ? at(61, 15) : at(seed.createdDaysAgo, 14),
            createdBy: owner,
            modifiedBy: owner,
          },
        ]
      : [],
    usage: traffic ? usageOf(organizationId, clientId, trafficOf(key, traffic, seed.createdDaysAgo, today, days)) : [],
  }
}

function* usageOf(organizationId: string, clientId: string, rows: Iterable<TrafficRow>): Generator<UsageCount> {
  for (const { user, ...row } of rows)
    yield { organizationId, clientId, userId: user === undefined ? '' : userId(organizationId, user), ...row }
}

/** An old client that turns inactive is deleted 7 days later. Source: API facts, section 9. */
const stateSince = ({ deletedIn = 3, createdDaysAgo }: SeedClient): number => Math.min(7 - deletedIn, createdDaysAgo)
