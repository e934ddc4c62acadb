import { createHash, randomBytes } from 'node:crypto'

/** A new access token: 32 random bytes in base64url. */
export const createAccessToken = (): string => randomBytes(32).toString('base64url')

/** A token as it is stored. It is random enough for a plain hash. */
export const hashToken = (token: string): Uint8Array => createHash('sha256').update(token).digest()
