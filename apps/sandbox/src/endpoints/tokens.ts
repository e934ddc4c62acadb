import type { OAuthClientState, OAuthGrantType, TokenInfo } from '@grantstream/contract'
import { Fault } from '../fault.ts'
import type { Stores } from '../store/create-stores.ts'
import { clientAnswer } from './client-answer.ts'
import type { ApiEndpoint } from './endpoint.ts'

/** `/api/v2/tokens/me` and `/api/v2/users/me`: the token of the call itself. Source: API facts, section 5. */
export const createTokenEndpoints = (stores: Stores) => {
  const getTokensMe: ApiEndpoint<'getTokensMe'> = async (_call, { organizationId, clientId }) => {
    const organization = await stores.organizations.get(organizationId)
    const client = await stores.clients.get(organizationId, clientId)
    if (!client) throw new Fault('bad.credentials', 'The client of the token is gone')
    const { id, name, scope, roleDivisions, dateCreated, dateModified, createdBy, modifiedBy, dateToDelete } =
      clientAnswer(client)
    const body: TokenInfo = {
      organization,
      homeOrganization: organization,
      authorizedScope: [],
      OAuthClient: {
        ...{ id, name, scope, roleDivisions, dateCreated, dateModified },
        ...(createdBy && { createdBy }),
        ...(modifiedBy && { modifiedBy }),
        ...(dateToDelete && { dateToDelete }),
        authorizedGrantType: client.authorizedGrantType as OAuthGrantType,
        state: client.state as OAuthClientState,
        organization,
      },
    }
    return { status: 200, body }
  }

  const headTokensMe: ApiEndpoint<'headTokensMe'> = async () => ({ status: 200 })

  const deleteTokensMe: ApiEndpoint<'deleteTokensMe'> = async (_call, { organizationId, tokenHash }) => {
    await stores.tokens.remove(organizationId, tokenHash)
    return { status: 200 }
  }

  const getUsersMe: ApiEndpoint<'getUsersMe'> = async () => {
    throw new Fault('not.a.user', 'The token has no user')
  }

  return { getTokensMe, headTokensMe, deleteTokensMe, getUsersMe }
}
