import { type Authenticate, type Identity, KeysUnavailable, NotAuthenticated } from '../guards/identity.ts'
import { readBearerToken } from '../server/read-bearer-token.ts'

/** Who is at the other end of a WebSocket, and the token that they came with. */
export interface Login {
  readonly token: string
  readonly identity: Identity
}

/** Why a WebSocket is closed in place of being acknowledged. */
export interface LoginRefusal {
  readonly code: number
  readonly reason: string
}

/**
 * Logs a WebSocket in by the `Authorization` header of its upgrade or, since browsers cannot send one, by `authorization`
 * in the payload of its `connection_init`. The header rules where there are both.
 */
export const logSocketIn = async (
  upgrade: Request,
  payload: Readonly<Record<string, unknown>> | undefined,
  authenticate: Authenticate,
): Promise<Login | LoginRefusal> => {
  const token = readBearerToken(upgrade.headers) ?? tokenOf(payload)
  if (token === undefined) return unauthorized
  try {
    return { token, identity: await authenticate(token) }
  } catch (failure) {
    if (failure instanceof NotAuthenticated) return unauthorized
    if (failure instanceof KeysUnavailable) return { code: 1013, reason: 'Try again later' }
    throw failure
  }
}

const unauthorized: LoginRefusal = { code: 4401, reason: 'Unauthorized' }

const tokenOf = ({ authorization, Authorization = authorization }: Readonly<Record<string, unknown>> = {}) => {
  // Only what can stand in a header: others throw.
  const isHeader = typeof Authorization === 'string' && /^[\x20-\x7e]+$/.test(Authorization)
  return isHeader ? readBearerToken(new Headers({ authorization: Authorization })) : undefined
}
