import type { AdminClient } from '../bootstrap.ts'

export interface AdminClients {
  readonly first: AdminClient
  readonly second: AdminClient
}

const names = {
  first: { title: 'First organisation', variable: 'SANDBOX_ADMIN_CLIENT' },
  second: { title: 'Second organisation', variable: 'SANDBOX_SECOND_ORG_CLIENT' },
} as const

/**
 * The admin clients for the reader: ids always; a secret only in the run that made it, since hashes alone are stored.
 * What the environment gave is not repeated.
 */
export const credentialsNotice = (admins: AdminClients, given: { first: boolean; second: boolean }): string =>
  (['first', 'second'] as const).map((which) => notice(admins[which], names[which], given[which])).join('\n')

const notice = (
  { clientId, clientSecret, made }: AdminClient,
  { title, variable }: (typeof names)['first' | 'second'],
  isGiven: boolean,
): string => {
  if (isGiven) return `${title}: client id ${clientId}, with the secret in ${variable}_SECRET`
  if (made)
    return `${title}: made an admin client; this is the only time that its secret is shown\n  client id      ${clientId}\n  client secret  ${clientSecret}`
  return `${title}: client id ${clientId}, with the secret shown when it was made\n  lost it? start once with ${variable}_ID=${clientId} and a new ${variable}_SECRET`
}
