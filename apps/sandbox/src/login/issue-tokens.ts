import type { Clock } from '../clock.ts'
import type { SandboxSettings } from '../settings.ts'
import type { ClientRecord } from '../store/clients.ts'
import type { Stores } from '../store/create-stores.ts'
import { createAccessToken, hashToken } from './access-token.ts'

/** For whom a token is: a user of an organisation, or the client itself when `userId` is empty. */
export interface TokenOwner {
  readonly organizationId: string
  readonly userId: string
}

/** What the login host reaches. */
export interface LoginContext {
  readonly stores: Stores
  readonly settings: SandboxSettings
  readonly clock: Clock
}

export interface IssuedTokens {
  readonly accessToken: string
  /** Seconds. */
  readonly expiresIn: number
}

/** Stores a new access token and answers it. A scope that the client has lost is not in it. */
export const issueAccessToken = async (
  { stores, clock }: LoginContext,
  client: ClientRecord,
  { organizationId, userId }: TokenOwner,
  scope: readonly string[],
): Promise<IssuedTokens> => {
  const accessToken = createAccessToken()
  const dateIssued = clock.now()
  const expiresIn = client.accessTokenValiditySeconds
  await stores.tokens.insert(organizationId, {
    hash: hashToken(accessToken),
    clientId: client.id,
    userId,
    scope: scope.filter((each) => client.scope.includes(each)),
    dateIssued,
    dateExpires: new Date(dateIssued.getTime() + expiresIn * 1000),
  })
  return { accessToken, expiresIn }
}

/** Stores a new refresh token and answers it. */
export const issueRefreshToken = async (
  { stores, settings, clock }: LoginContext,
  client: ClientRecord,
  { organizationId, userId }: TokenOwner,
  scope: readonly string[],
): Promise<string> => {
  const refreshToken = createAccessToken()
  await stores.grants.insertRefreshToken(refreshToken, {
    organizationId,
    userId,
    clientId: client.id,
    scope: [...scope],
    dateExpires: new Date(clock.now().getTime() + settings.refreshTokenMs),
  })
  return refreshToken
}
