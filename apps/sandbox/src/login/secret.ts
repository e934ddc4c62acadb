import { createHash, randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

const derive = promisify<string, Buffer, number, { N: number }, Buffer>(scrypt)
const hashBytes = 32
// Far below what passwords need: a secret of 256 random bits cannot be guessed, and every login pays for this.
const cost = 1024
/** Of hashes that do not tell theirs, as they were stored before. */
const formerCost = 4096

/** A new client secret: 32 random bytes, 43 characters of base64url. Never begins with a dash, which a command line would take for a flag. */
export const createSecret = (): string => randomBytes(32).toString('base64url').replace(/^-/, '_')

/** A secret as it is stored, `scrypt$cost$salt$hash`. */
export const hashSecret = async (secret: string): Promise<string> => {
  const salt = randomBytes(16)
  const hash = await derive(secret, salt, hashBytes, { N: cost })
  return stored(salt.toString('base64url'), hash.toString('base64url'))
}

/** Stored like the hash of a secret, but of one that nobody has; takes as long to check. */
export const hashOfNone = (key: string): string => {
  const half = (which: string): string => createHash('sha256').update(`${which} ${key}`).digest('base64url')
  return stored(half('salt'), half('hash'))
}

const stored = (salt: string, hash: string): string => `scrypt$${cost}$${salt}$${hash}`

/** Whether a secret is the one that was stored, if any was; takes the same time for any wrong one. */
export const isSecret = async (secret: string, known: string | null): Promise<boolean> => {
  if (known === null) return false
  const [hash = '', salt = '', N = formerCost] = known.split('$').slice(1).reverse()
  const derived = await derive(secret, Buffer.from(salt, 'base64url'), hashBytes, { N: Number(N) })
  return timingSafeEqual(derived, Buffer.from(hash, 'base64url'))
}
