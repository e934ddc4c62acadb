import { systemClock } from '../clock.ts'
import type { Config } from '../config.ts'
import { issueAccessToken } from '../login/issue-tokens.ts'
import { isSecret } from '../login/secret.ts'
import { sandboxOrganizations } from '../organizations.ts'
import { defaultSettings } from '../settings.ts'
import { createStores } from '../store/create-stores.ts'
import { namedId } from '../store/named-id.ts'
import { type Invocation, UsageError } from './command.ts'
import { readChoice } from './read-flags.ts'
import { withStorage } from './with-storage.ts'

/** Prints an access token on a line of its own, as the login host would give it for client credentials. */
export const runToken = async (invocation: Invocation): Promise<number> => {
  const { config, flags, print } = invocation
  const organization = readChoice(flags, 'organization', ['first', 'second'])
  const { client: named, secret } = flags
  if (named === undefined && secret !== undefined) throw new UsageError('--secret needs --client')
  if (named !== undefined && organization !== undefined)
    throw new UsageError('--client and --organization name two clients; give one of them')
  const clientId = typeof named === 'string' ? named : adminId(organization ?? 'first', config)

  return withStorage(invocation, 'data', async ({ db }) => {
    const stores = createStores(db)
    const client = await stores.clients.findForLogin(clientId)
    if (!client)
      throw new Error(
        `There is no client ${clientId}${named === undefined ? ' here; name another one by --client' : ''}`,
      )
    if (client.authorizedGrantType !== 'CLIENT-CREDENTIALS')
      throw new Error(`The client is a ${client.authorizedGrantType} one: its tokens are a user's, who has to sign in`)
    if (client.state !== 'active') throw new Error(`The client is ${client.state}`)
    if (typeof secret === 'string' && !(await isSecret(secret, client.secretHash)))
      throw new Error('The secret is wrong')
    const context = { stores, settings: { ...defaultSettings, ...config.settings }, clock: systemClock }
    const owner = { organizationId: client.organizationId, userId: '' }
    const { accessToken } = await issueAccessToken(context, client, owner, [])
    print(accessToken)
    return 0
  })
}

const adminId = (organization: 'first' | 'second', { settings }: Config): string =>
  settings[`${organization}Admin`]?.clientId ?? namedId(sandboxOrganizations[organization].id, 'Admin Client')
