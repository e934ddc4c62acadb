import type { UserRecord } from '../store/users.ts'
import { createAccessToken } from './access-token.ts'
import type { LoginContext } from './issue-tokens.ts'
import { hashOfNone, isSecret } from './secret.ts'

export interface SignInForm {
  readonly email: string
  readonly password: string
  /** Empty when it was left out. */
  readonly organization: string
}

/** Finds the user, or says why there is none. `only` is the id of the one organisation that is asked for, if any. */
export const findUser = async (
  { stores }: LoginContext,
  { email, password, organization }: SignInForm,
  only: string | undefined,
): Promise<UserRecord | string> => {
  const named = organization === '' ? undefined : await stores.organizations.find(organization)
  if (organization !== '' && !named) return 'There is no such organization.'
  const accounts = (await stores.users.findByEmail(email)).filter(
    ({ organizationId }) =>
      organizationId === (only ?? organizationId) && organizationId === (named?.id ?? organizationId),
  )
  const right = await Promise.all(accounts.map((user) => isSecret(password, user.passwordHash)))
  const [user, ...others] = accounts.filter((_user, index) => right[index])
  // Somebody who is unknown waits as long as for a wrong password.
  if (accounts.length === 0) await isSecret(password, nobodysHash)
  if (!user) return 'The e-mail address or the password is wrong.'
  return others.length > 0 ? 'There are accounts in several organizations; name one.' : user
}

/** Signs a browser in; answers its new cookie. The one that it had is good no more. */
export const startSession = async (
  { stores, settings, clock }: LoginContext,
  user: UserRecord,
  formerCookie: string,
): Promise<string> => {
  await stores.sessions.end(formerCookie)
  const cookie = createAccessToken()
  await stores.sessions.start(cookie, user, new Date(clock.now().getTime() + settings.sessionMs))
  return cookie
}

const nobodysHash = hashOfNone('nobody')
