import type { OAuthClient, OAuthClientRequest } from '@grantstream/core'
import type { CreateClient, UpdateClient } from '../input/client-rules.ts'

type Settings = Omit<UpdateClient, 'clientId'>

/** The body that creates a client. */
export const requestFrom = ({ name, authorizedGrantType, ...settings }: CreateClient): OAuthClientRequest =>
  patched({ name, authorizedGrantType }, settings)

/** The body that leaves a client as it is. PUT replaces: what it leaves out is cleared. Source: API facts, section 3. */
export const requestOf = (client: OAuthClient): OAuthClientRequest => ({
  name: client.name,
  description: client.description,
  accessTokenValiditySeconds: client.accessTokenValiditySeconds,
  registeredRedirectUri: client.registeredRedirectUri,
  roleIds: client.roleIds,
  roleDivisions: client.roleDivisions,
  authorizedGrantType: client.authorizedGrantType,
  scope: client.scope,
  state: client.state,
  dateToDelete: client.dateToDelete,
})

/** A body with a patch over it: what the patch leaves out stays, what it has as null goes. */
export const patched = (request: OAuthClientRequest, patch: Settings): OAuthClientRequest => ({
  ...request,
  name: patch.name ?? request.name,
  authorizedGrantType: patch.authorizedGrantType ?? request.authorizedGrantType,
  state: patch.state ?? request.state,
  description: over(request.description, patch.description),
  accessTokenValiditySeconds: over(request.accessTokenValiditySeconds, patch.accessTokenValiditySeconds),
  registeredRedirectUri: over(request.registeredRedirectUri, patch.registeredRedirectUris),
  scope: over(request.scope, patch.scopeIds),
  roleDivisions: over(request.roleDivisions, patch.roleDivisions),
  // The upstream sets it when the state changes; the date of the old state would come along.
  dateToDelete: patch.state === undefined ? request.dateToDelete : undefined,
  // The older form of roleDivisions would bring back what the patch took away.
  roleIds: patch.roleDivisions === undefined ? request.roleIds : undefined,
})

const over = <T>(value: T | undefined, patch: T | null | undefined): T | undefined =>
  patch === undefined ? value : (patch ?? undefined)
