import OAuth2Server from '@node-oauth/oauth2-server'
import type { ClientRecord } from '../store/clients.ts'
import type { LoginContext } from './issue-tokens.ts'
import { readAssertion } from './read-assertion.ts'

const { AbstractGrantType, InvalidGrantError, InvalidRequestError } = OAuth2Server

/**
 * The grant of RFC 7522 with the vendor's `orgName`, for one request. The subject of an assertion is the e-mail address
 * of a user there. A client of another organisation needs its authorization.
 */
export const createSaml2BearerGrant = (
  { stores, settings, clock }: LoginContext,
  client: ClientRecord,
): typeof AbstractGrantType => {
  const findUser = async (orgName: string, email: string) => {
    const organization = await stores.organizations.find(orgName)
    const users = organization ? await stores.users.findByEmail(email) : []
    const user = users.find((each) => each.organizationId === organization?.id)
    if (!user) throw new InvalidGrantError('Invalid grant: the organisation has no such user')
    return user
  }

  const requireAuthorization = async (organizationId: string): Promise<void> => {
    if (organizationId === client.organizationId) return
    const authorization = await stores.authorizations.get(organizationId, client.id)
    if (authorization?.state !== 'Authorized')
      throw new InvalidGrantError('Invalid grant: the organisation has not authorized the client')
  }

  return class extends AbstractGrantType {
    async handle({ body }: OAuth2Server.Request, asked: OAuth2Server.Client): Promise<OAuth2Server.Token> {
      const { orgName, assertion } = body as Readonly<Record<string, string | undefined>>
      if (!orgName) throw new InvalidRequestError('Missing parameter: `orgName`')
      if (!assertion) throw new InvalidRequestError('Missing parameter: `assertion`')
      if (!settings.identityProvider) throw new InvalidGrantError('Invalid grant: no identity provider is configured')
      const { issuer, id, subject, dateExpires } = readAssertion(assertion, settings.identityProvider, clock.now())
      const { organizationId, id: userId } = await findUser(orgName, subject)
      await requireAuthorization(organizationId)
      if (!(await stores.grants.takeAssertion(issuer, id, dateExpires)))
        throw new InvalidGrantError('Invalid grant: the assertion was used before')
      const model = (this as unknown as { model: OAuth2Server.BaseModel }).model
      const token = { scope: client.scope } as OAuth2Server.Token
      return (await model.saveToken(token, asked, { organizationId, userId })) as OAuth2Server.Token
    }
  }
}
