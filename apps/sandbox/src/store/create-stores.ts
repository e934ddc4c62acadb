import { type AuthorizationStore, createAuthorizationStore } from './authorizations.ts'
import { type ClientStore, createClientStore } from './clients.ts'
import type { Database } from './database.ts'
import { createOrganizationStore, type OrganizationStore } from './organizations.ts'
import { createTokenStore, type TokenStore } from './tokens.ts'
import { createUsageStore, type UsageStore } from './usage.ts'
import { createUsageExecutionStore, type UsageExecutionStore } from './usage-executions.ts'

/** All the SQL of the sandbox. Every reading and writing names the organisation first, but where its docs say why not. */
export interface Stores {
  readonly authorizations: AuthorizationStore
  readonly clients: ClientStore
  readonly organizations: OrganizationStore
  readonly tokens: TokenStore
  readonly usage: UsageStore
  readonly usageExecutions: UsageExecutionStore
}

export const createStores = (database: Database): Stores => ({
  authorizations: createAuthorizationStore(database),
  clients: createClientStore(database),
  organizations: createOrganizationStore(database),
  tokens: createTokenStore(database),
  usage: createUsageStore(database),
  usageExecutions: createUsageExecutionStore(database),
})
