import type { ClientRecord } from '../store/clients.ts'
import { readClientAuthentication } from './client-authentication.ts'
import type { LoginContext } from './issue-tokens.ts'
import { LoginFault } from './login-fault.ts'
import { isSecret } from './secret.ts'

interface Form {
  readonly grant_type: string
  readonly client_id?: string
  readonly client_secret?: string
  readonly code_verifier?: string
}

/**
 * Finds out which client asks for a token. A public client that proves its code by PKCE sends no secret. Refuses with
 * `invalid_client`, `unauthorized_client`, or with `invalid_request` when it asks too often.
 */
export const authenticateClient = async (
  { stores, settings, clock }: LoginContext,
  authorization: string | undefined,
  form: Form,
): Promise<ClientRecord> => {
  const { clientId, clientSecret } = readClientAuthentication(authorization, form, settings.wrongSecretStatus)
  const client = await stores.clients.findForLogin(clientId)
  if (!client) throw new LoginFault('invalid_client', 'client not found', settings.unknownClientStatus)
  if (settings.loginPerMinute > 0) {
    const attempts = await stores.grants.countAttempt(client.id, clock.now())
    if (attempts > settings.loginPerMinute) throw tooManyTokens(settings.loginLimitStatus, clock.now())
  }
  const isPublic = clientSecret === '' && form.grant_type === 'authorization_code' && form.code_verifier !== undefined
  if (!isPublic && !(await isSecret(clientSecret, client.secretHash)))
    throw new LoginFault('invalid_client', 'authentication failed', settings.wrongSecretStatus)
  if (client.state !== 'active') throw new LoginFault('unauthorized_client', `client is ${client.state}`)
  return client
}

/** Attempts are counted by the minute of the clock. */
const tooManyTokens = (status: 400 | 429, now: Date): LoginFault =>
  new LoginFault(
    'invalid_request',
    'rate limit exceeded, wait before asking for another token',
    status,
    status === 429 ? 60 - now.getUTCSeconds() : undefined,
  )
