import type { OAuthClient, OAuthClientRequest } from '@grantstream/contract'

/**
 * The settings of a client as a body of a create or a replacement, in another state. The date of its removal stays out:
 * the API sets it with the state. So does the older form of its roles when there is the newer one. Source: API facts,
 * sections 2 and 3.
 */
export const settingsOf = (client: OAuthClient, state: 'active' | 'inactive'): OAuthClientRequest => ({
  name: client.name,
  description: client.description,
  accessTokenValiditySeconds: client.accessTokenValiditySeconds,
  registeredRedirectUri: client.registeredRedirectUri,
  roleIds: client.roleDivisions === undefined ? client.roleIds : undefined,
  roleDivisions: client.roleDivisions,
  authorizedGrantType: client.authorizedGrantType,
  scope: client.scope,
  state,
})
