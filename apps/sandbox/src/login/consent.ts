import type { UserRecord } from '../store/users.ts'
import { type AuthorizeRequest, outcomeUri, SentBack } from './authorize-request.ts'
import { issueCode } from './exchange-grant.ts'
import { issueAccessToken, type LoginContext } from './issue-tokens.ts'

const authorizer = 'oauth:client:authorize'

/** Whether the organisation of a user has authorized the client already, for every scope that it has now. */
export const isAuthorized = async (
  { stores }: LoginContext,
  { client }: AuthorizeRequest,
  { organizationId }: UserRecord,
): Promise<boolean> => {
  const authorization = await stores.authorizations.get(organizationId, client.id)
  return authorization?.state === 'Authorized' && client.scope.every((each) => authorization.scope.includes(each))
}

/** Where the browser goes with a code or a token. */
export const grant = async (context: LoginContext, request: AuthorizeRequest, user: UserRecord): Promise<string> => {
  const { client, responseType } = request
  const owner = { organizationId: user.organizationId, userId: user.id }
  if (responseType === 'code') return outcomeUri(request, { code: await issueCode(context, client, owner, request) })
  const { accessToken, expiresIn } = await issueAccessToken(context, client, owner, client.scope)
  return outcomeUri(request, { access_token: accessToken, token_type: 'bearer', expires_in: String(expiresIn) })
}

/**
 * A user approves: the client is `Authorized`. Whose organisation does not own the client, or revoked it, needs the
 * permission to authorize clients; from anybody else it is a request, and the client is sent back.
 */
export const approve = async (context: LoginContext, request: AuthorizeRequest, user: UserRecord): Promise<string> => {
  const { stores, clock } = context
  const { client } = request
  const { organizationId, id: by } = user
  if (!(await isAuthorized(context, request, user))) {
    const current = await stores.authorizations.get(organizationId, client.id)
    const { permissions } = await stores.users.rightsOf(organizationId, by)
    const isOwn = client.organizationId === organizationId && current?.state !== 'Revoked'
    const state = isOwn || permissions.has(authorizer) ? 'Authorized' : 'Requested'
    // What is authorized for fewer scopes goes on as it is until somebody who may decides.
    if (state === 'Authorized' || current?.state !== 'Authorized')
      await stores.authorizations.decide(organizationId, client.id, {
        ...{ state, by, now: clock.now() },
        scope: client.scope,
      })
    if (state === 'Requested')
      throw new SentBack(request, 'access_denied', 'the organization has not authorized the client yet')
  }
  return grant(context, request, user)
}

/** A user declines. From one who may authorize clients it ends what was authorized, or asked for. */
export const deny = async (context: LoginContext, request: AuthorizeRequest, user: UserRecord): Promise<never> => {
  const { stores, clock } = context
  const { organizationId, id: by } = user
  const current = await stores.authorizations.get(organizationId, request.client.id)
  const { permissions } = await stores.users.rightsOf(organizationId, by)
  const state = current && endedBy[current.state]
  if (state && permissions.has(authorizer))
    await stores.authorizations.decide(organizationId, request.client.id, {
      ...{ state, by, now: clock.now() },
      scope: current.scope,
    })
  throw new SentBack(request, 'access_denied', 'the user did not authorize the client')
}

const endedBy: Readonly<Record<string, 'Unauthorized' | 'Revoked'>> = {
  Requested: 'Unauthorized',
  Authorized: 'Revoked',
}
