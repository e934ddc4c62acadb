import type { OAuthClientState, OAuthGrantType, TokenInfo, UserMe } from '@grantstream/contract'
import { Fault } from '../fault.ts'
import type { Stores } from '../store/create-stores.ts'
import { clientAnswer } from './client-answer.ts'
import type { ApiEndpoint } from './endpoint.ts'

/** `/api/v2/tokens/me` and `/api/v2/users/me`: the token of the call itself. Source: API facts, section 5. */
export const createTokenEndpoints = (stores: Stores) => {
  const getTokensMe: ApiEndpoint<'getTokensMe'> = async (_call, { organizationId, clientId, scope: authorized }) => {
    const organization = await stores.organizations.get(organizationId)
    // The client of a user's token may be of another organisation.
    const client = await stores.clients.findForLogin(clientId)
    if (!client) throw new Fault('bad.credentials', 'The client of the token is gone')
    const { id, name, scope, roleDivisions, dateCreated, dateModified, createdBy, modifiedBy, dateToDelete } =
      clientAnswer(client)
    const body: TokenInfo = {
      organization,
      homeOrganization: organization,
      authorizedScope: [...authorized],
      OAuthClient: {
        ...{ id, name, scope, roleDivisions, dateCreated, dateModified },
        ...(createdBy && { createdBy }),
        ...(modifiedBy && { modifiedBy }),
        ...(dateToDelete && { dateToDelete }),
        authorizedGrantType: client.authorizedGrantType as OAuthGrantType,
        state: client.state as OAuthClientState,
        organization: await stores.organizations.get(client.organizationId),
      },
    }
    return { status: 200, body }
  }

  const headTokensMe: ApiEndpoint<'headTokensMe'> = async () => ({ status: 200 })

  const deleteTokensMe: ApiEndpoint<'deleteTokensMe'> = async (_call, { organizationId, tokenHash }) => {
    await stores.tokens.remove(organizationId, tokenHash)
    return { status: 200 }
  }

  const getUsersMe: ApiEndpoint<'getUsersMe'> = async (_call, { organizationId, userId }) => {
    const user = await stores.users.get(organizationId, userId)
    if (!user) throw new Fault('not.a.user', 'The token has no user')
    const { id, name, email, department, title } = user
    const body: UserMe = {
      ...{ id, name, email, department, title },
      username: email,
      state: 'active',
      selfUri: `/api/v2/users/${id}`,
    }
    return { status: 200, body }
  }

  return { getTokensMe, headTokensMe, deleteTokensMe, getUsersMe }
}
