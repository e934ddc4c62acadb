import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

const derive = promisify<string, Buffer, number, { N: number }, Buffer>(scrypt)
const hashBytes = 32
// Below scrypt's usual cost: a secret of 256 random bits cannot be guessed, and every login pays for this.
const cost = 4096

/** A new client secret: 32 random bytes, 43 characters of base64url. */
export const createSecret = (): string => randomBytes(32).toString('base64url')

/** A secret as it is stored, `scrypt$salt$hash`. */
export const hashSecret = async (secret: string): Promise<string> => {
  const salt = randomBytes(16)
  const hash = await derive(secret, salt, hashBytes, { N: cost })
  return `scrypt$${salt.toString('base64url')}$${hash.toString('base64url')}`
}

/** Whether a secret is the one that was stored, if any was; takes the same time for any wrong one. */
export const isSecret = async (secret: string, stored: string | null): Promise<boolean> => {
  if (stored === null) return false
  const [, salt = '', hash = ''] = stored.split('$')
  const derived = await derive(secret, Buffer.from(salt, 'base64url'), hashBytes, { N: cost })
  return timingSafeEqual(derived, Buffer.from(hash, 'base64url'))
}
