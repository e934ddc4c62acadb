import type { OAuthAuthorization, OAuthAuthorizationListing } from '@grantstream/contract'
import { Fault } from '../fault.ts'
import type { AuthorizationRecord } from '../store/authorizations.ts'
import type { Stores } from '../store/create-stores.ts'
import { clientAnswer, reference } from './client-answer.ts'
import type { ApiEndpoint } from './endpoint.ts'

/** `/api/v2/oauth/authorizations`. The resource owner is the organisation of the caller. */
export const createAuthorizationEndpoints = (stores: Stores) => {
  const getOauthAuthorizations: ApiEndpoint<'getOauthAuthorizations'> = async (_call, { organizationId }) => {
    const owner = await stores.organizations.get(organizationId)
    const records = await stores.authorizations.list(organizationId)
    const entities = records.map((record) => authorizationAnswer(record, owner.name))
    const body: OAuthAuthorizationListing = {
      total: entities.length,
      entities,
      selfUri: '/api/v2/oauth/authorizations',
    }
    return { status: 200, body }
  }

  const getOauthAuthorization: ApiEndpoint<'getOauthAuthorization'> = async ({ path }, { organizationId }) => {
    const record = await stores.authorizations.get(organizationId, path.clientId)
    if (!record) throw new Fault('not.found', 'There is no authorization of such a client')
    const owner = await stores.organizations.get(organizationId)
    return { status: 200, body: authorizationAnswer(record, owner.name) }
  }

  return { getOauthAuthorizations, getOauthAuthorization }
}

const authorizationAnswer = (record: AuthorizationRecord, ownerName: string): OAuthAuthorization => ({
  client: clientAnswer(record.client),
  scope: record.scope,
  roles: record.roles,
  resourceOwner: { id: record.organizationId, name: ownerName },
  dateCreated: record.dateCreated.toISOString(),
  dateModified: record.dateModified.toISOString(),
  ...(record.createdBy !== null && { createdBy: reference(record.createdBy) }),
  ...(record.modifiedBy !== null && { modifiedBy: reference(record.modifiedBy) }),
  pending: record.pending,
  state: record.state as NonNullable<OAuthAuthorization['state']>,
  selfUri: `/api/v2/oauth/authorizations/${record.clientId}`,
})
