import { type AdmissionStore, createAdmissionStore } from './admissions.ts'
import { type AuthorizationStore, createAuthorizationStore } from './authorizations.ts'
import { type ClientStore, createClientStore } from './clients.ts'
import type { Database } from './database.ts'
import { createDivisionStore, type DivisionStore } from './divisions.ts'
import { createGrantStore, type GrantStore } from './grants.ts'
import { createOrganizationStore, type OrganizationStore } from './organizations.ts'
import { createRoleStore, type RoleStore } from './roles.ts'
import { createSessionStore, type SessionStore } from './sessions.ts'
import { createTokenStore, type TokenStore } from './tokens.ts'
import { createUsageStore, type UsageStore } from './usage.ts'
import { createUsageExecutionStore, type UsageExecutionStore } from './usage-executions.ts'
import { createUserStore, type UserStore } from './users.ts'

/** All the SQL of the sandbox. Every reading and writing names the organisation first, but where its docs say why not. */
export interface Stores {
  readonly admissions: AdmissionStore
  readonly authorizations: AuthorizationStore
  readonly clients: ClientStore
  readonly divisions: DivisionStore
  readonly grants: GrantStore
  readonly organizations: OrganizationStore
  readonly roles: RoleStore
  readonly sessions: SessionStore
  readonly tokens: TokenStore
  readonly usage: UsageStore
  readonly usageExecutions: UsageExecutionStore
  readonly users: UserStore
}

export const createStores = (database: Database): Stores => ({
  admissions: createAdmissionStore(database),
  authorizations: createAuthorizationStore(database),
  clients: createClientStore(database),
  divisions: createDivisionStore(database),
  grants: createGrantStore(database),
  organizations: createOrganizationStore(database),
  roles: createRoleStore(database),
  sessions: createSessionStore(database),
  tokens: createTokenStore(database),
  usage: createUsageStore(database),
  usageExecutions: createUsageExecutionStore(database),
  users: createUserStore(database),
})
