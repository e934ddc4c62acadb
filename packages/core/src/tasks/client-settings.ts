import type { OAuthClient, OAuthClientRequest } from '@grantstream/contract'
import { MalformedAnswerError } from '../errors.ts'
import { textOf } from '../http/json.ts'

/**
 * The settings of a client as a body of a create or a replacement, in another state. The date of its removal stays out:
 * the API sets it with the state. So does the older form of its roles when there is the newer one. Source: API facts,
 * sections 2 and 3. Throws MalformedAnswerError for what is no client, such as an error with a good status: it must not be
 * written back.
 */
export const settingsOf = (client: OAuthClient, state: 'active' | 'inactive'): OAuthClientRequest => {
  const { name, authorizedGrantType } = client
  if (!textOf(name) || !textOf(authorizedGrantType)) throw new MalformedAnswerError('getOauthClient', 200)
  return {
    name,
    description: client.description,
    accessTokenValiditySeconds: client.accessTokenValiditySeconds,
    registeredRedirectUri: client.registeredRedirectUri,
    roleIds: client.roleDivisions ? undefined : client.roleIds,
    roleDivisions: client.roleDivisions,
    authorizedGrantType,
    scope: client.scope,
    state,
  }
}
