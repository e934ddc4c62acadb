import { randomBytes, randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Credentials } from './vendor-client.ts'

/** The admin clients of the sandbox's two organisations. */
export interface DemoCredentials {
  readonly admin: Credentials
  readonly second: Credentials
}

/**
 * Reads the credentials that an earlier start made, or makes them: a file only its owner can read, in `folder`. Errors in
 * words that name the file, and leaves it as it is, when it holds anything else.
 */
export const demoCredentials = (folder: string): DemoCredentials => {
  const file = join(folder, 'credentials.json')
  const isThere = existsSync(file)
  try {
    return isThere ? readCredentials(file) : makeCredentials(folder, file)
  } catch (cause) {
    const { code, message }: NodeJS.ErrnoException = cause instanceof Error ? cause : new Error(String(cause))
    if (code) throw new Error(`Cannot keep credentials in ${file}: ${message}`, { cause })
    throw new Error(
      `${file} does not hold what was written there: "admin" and "second", each with a uuid of its own as "clientId" and ` +
        '16 to 256 printable ASCII characters as "clientSecret". Remove it to have new ones made; no other data go with it',
      { cause },
    )
  }
}

const readCredentials = (file: string): DemoCredentials => {
  const { admin, second } = Object(JSON.parse(readFileSync(file, 'utf8'))) as Record<string, unknown>
  if (isCredentials(admin) && isCredentials(second) && admin.clientId !== second.clientId) return { admin, second }
  throw new TypeError('Not the credentials of two clients')
}

const isCredentials = (value: unknown): value is Credentials => {
  const { clientId, clientSecret } = Object(value) as Record<string, unknown>
  const isUuid = typeof clientId === 'string' && /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(clientId)
  return isUuid && typeof clientSecret === 'string' && /^[\x21-\x7e]{16,256}$/.test(clientSecret)
}

const makeCredentials = (folder: string, file: string): DemoCredentials => {
  const credentials = { admin: newCredentials(), second: newCredentials() }
  mkdirSync(folder, { recursive: true })
  writeFileSync(file, `${JSON.stringify(credentials, null, 2)}\n`, { mode: 0o600 })
  return credentials
}

const newCredentials = (): Credentials => ({
  clientId: randomUUID(),
  clientSecret: randomBytes(32).toString('base64url').replace(/^-/, '_'),
})
