import { setTimeout as sleep } from 'node:timers/promises'
import { Tally } from './tally.ts'
import type { OAuthApi } from './vendor-client.ts'

const clients = 'api/v2/oauth/clients'
const client = `${clients}/{clientId}`
const results = `${client}/usage/query/results/{executionId}`
const authorizations = 'api/v2/oauth/authorizations'
const scopes = 'api/v2/oauth/scopes'
const unknownId = '00000000-0000-4000-8000-000000000000'

/**
 * A known mix of calls by the vendor's SDK: all 13 operations, some of them several times, and some that must be refused
 * with a 4xx. Creates a client, takes it through its whole life, and leaves nothing behind. `today` is an interval.
 */
export const makeCalls = async (oauth: OAuthApi, today: string): Promise<Tally> => {
  const tally = new Tally()

  const listing = await tally.call(`GET ${clients}`, () => oauth.getOauthClients())
  for (const { id = '' } of (listing.entities ?? []).slice(0, 8))
    await tally.call(`GET ${client}`, () => oauth.getOauthClient(id))
  await tally.refused(`GET ${client}`, () => oauth.getOauthClient(unknownId))

  await tally.call(`GET ${scopes}`, () => oauth.getOauthScopes())
  for (const scope of ['oauth', 'oauth:readonly', 'analytics:readonly'])
    await tally.call(`GET ${scopes}/{scopeId}`, () => oauth.getOauthScope(scope))
  await tally.refused(`GET ${scopes}/{scopeId}`, () => oauth.getOauthScope('no-such-scope'))

  const authorized = await tally.call(`GET ${authorizations}`, () => oauth.getOauthAuthorizations())
  for (const { client: { id = '' } = {} } of authorized.entities ?? [])
    await tally.call(`GET ${authorizations}/{clientId}`, () => oauth.getOauthAuthorization(id))
  await tally.refused(`GET ${authorizations}/{clientId}`, () => oauth.getOauthAuthorization(unknownId))

  const body = {
    name: 'Made by the demo',
    authorizedGrantType: 'CODE',
    scope: ['oauth:readonly'],
    registeredRedirectUri: ['https://example.com/callback'],
  }
  await tally.refused(`POST ${clients}`, () => oauth.postOauthClients({ ...body, scope: [] }))
  const { id = '' } = await tally.call(`POST ${clients}`, () => oauth.postOauthClients(body))
  await tally.call(`PUT ${client}`, () => oauth.putOauthClient(id, { ...body, description: 'Changed by the demo' }))
  await tally.call(`POST ${client}/secret`, () => oauth.postOauthClientSecret(id))

  const usage = `${client}/usage`
  await tally.refused(`POST ${usage}/query`, () => oauth.postOauthClientUsageQuery(id, { interval: 'yesterday' }))
  const query = await tally.call(`POST ${usage}/query`, () => oauth.postOauthClientUsageQuery(id, { interval: today }))
  const summary = await tally.call(`GET ${usage}/summary`, () => oauth.getOauthClientUsageSummary(id, { days: '1' }))
  for (const { executionId = '' } of [query, summary]) await followWithVendorClient(oauth, tally, executionId, id)

  await tally.refused(`DELETE ${client}`, () => oauth.deleteOauthClient(id))
  await tally.call(`PUT ${client}`, () => oauth.putOauthClient(id, { ...body, state: 'inactive' }))
  await tally.call(`DELETE ${client}`, () => oauth.deleteOauthClient(id))
  return tally
}

// The loop that everyone who uses the SDK has to write; compare it with core's pollUsageExecution.
const followWithVendorClient = async (oauth: OAuthApi, tally: Tally, executionId: string, clientId: string) => {
  for (let looks = 0; looks < 200; looks++) {
    const look = await tally.call(`GET ${results}`, () => oauth.getOauthClientUsageQueryResult(executionId, clientId))
    if (look.queryStatus === 'Complete') return
    await sleep(200)
  }
  throw new Error(`the usage execution ${executionId} did not complete`)
}
