import { defaultLimits } from '../src/guards/limits.ts'

const client = {
  ...{ id: 'c1', name: 'One', authorizedGrantType: 'CODE', state: 'active', scope: ['users', 'other'] },
  ...{ createdBy: { id: 'u1' }, modifiedBy: { id: 'c1' } },
}
const authorization = {
  client,
  scope: ['users'],
  roles: ['r'],
  state: 'Authorized',
  createdBy: { id: 'c1' },
  resourceOwner: { id: 'o1' },
}
const bodies: Readonly<Record<string, unknown>> = {
  getOauthClients: { entities: [client, { ...client, id: 'c2' }] },
  getOauthClient: client,
  postOauthClients: { ...client, secret: 's' },
  putOauthClient: client,
  deleteOauthClient: {},
  postOauthClientSecret: { ...client, secret: 's' },
  getOauthScopes: { entities: [{ id: 'users', description: 'Users' }] },
  getOauthScope: { id: 'users' },
  getOauthAuthorizations: { entities: [authorization] },
  getOauthAuthorization: authorization,
  getOauthClientUsageQueryResult: { queryStatus: 'Complete', results: [{ clientId: 'c1', requests: 1 }] },
  postOauthClientUsageQuery: { executionId: 'e1' },
  getOauthClientUsageSummary: { executionId: 'e1' },
}
/** An answer for each operation of the upstream. */
export const answers = Object.fromEntries(
  Object.entries(bodies).map(([operation, body]) => [operation, () => ({ body })]),
)

/** Limits that stop nothing. */
export const unlimited = {
  ...defaultLimits,
  cost: 1e6,
  depth: 1e6,
  fields: 1e6,
  aliases: 1e6,
  rootFields: 1e6,
  directives: 1e6,
  tokens: 1e6,
  bodyBytes: 1e6,
}
