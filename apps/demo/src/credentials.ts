import { randomBytes, randomUUID } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Credentials } from './vendor-client.ts'

/** The admin clients of the sandbox's two organisations. */
export interface DemoCredentials {
  readonly admin: Credentials
  readonly second: Credentials
}

/** Reads the credentials that an earlier start made, or makes them: a file only its owner can read, in `folder`. */
export const demoCredentials = (folder: string): DemoCredentials => {
  const file = join(folder, 'credentials.json')
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as DemoCredentials
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ENOENT')
      throw new Error(`${file} cannot be read as credentials; remove it to have new ones made`, { cause })
  }
  const credentials = { admin: newCredentials(), second: newCredentials() }
  mkdirSync(folder, { recursive: true })
  writeFileSync(file, `${JSON.stringify(credentials, null, 2)}\n`, { mode: 0o600 })
  return credentials
}

const newCredentials = (): Credentials => ({
  clientId: randomUUID(),
  clientSecret: randomBytes(32).toString('base64url'),
})
