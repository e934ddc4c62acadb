import type { DomainEntityRef, OAuthClient, OAuthClientState, OAuthGrantType } from '@grantstream/contract'
import type { ClientRecord } from '../store/clients.ts'

/** A client as answers show it; never with its secret. */
export const clientAnswer = (client: ClientRecord): OAuthClient => ({
  id: client.id,
  name: client.name,
  ...(client.description !== null && { description: client.description }),
  accessTokenValiditySeconds: client.accessTokenValiditySeconds,
  registeredRedirectUri: client.registeredRedirectUri,
  roleDivisions: [...client.roleDivisions],
  authorizedGrantType: client.authorizedGrantType as OAuthGrantType,
  scope: client.scope,
  state: client.state as OAuthClientState,
  ...(client.dateToDelete && { dateToDelete: client.dateToDelete.toISOString() }),
  dateCreated: client.dateCreated.toISOString(),
  dateModified: client.dateModified.toISOString(),
  ...(client.createdBy !== null && { createdBy: reference(client.createdBy) }),
  ...(client.modifiedBy !== null && { modifiedBy: reference(client.modifiedBy) }),
  selfUri: `/api/v2/oauth/clients/${client.id}`,
})

/** Often only the id of an entity is filled. Source: API facts, section 2. */
export const reference = (id: string): DomainEntityRef => ({ id })
