import { createHash } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { EmbeddedPostgresError } from './embedded-postgres-error.ts'
import { runAs } from './run-as.ts'
import type { ServerUser } from './server-user.ts'

/**
 * Where the data go: the wanted path if the server's user can reach it, else a place in the temporary directory that
 * is the same for the same path. Makes the parents. Errors with `EmbeddedPostgresError` when they cannot be made.
 */
export const placeDataDirectory = async (wanted: string, user: ServerUser | undefined): Promise<string> => {
  const path = resolve(wanted)
  try {
    await mkdir(dirname(path), { recursive: true })
  } catch (cause) {
    throw new EmbeddedPostgresError(`Cannot make a data directory at ${path}: ${messageOf(cause)}`, { cause })
  }
  return (await canReach(user, dirname(path))) ? path : replacementOf(path)
}

const canReach = async (user: ServerUser | undefined, parent: string): Promise<boolean> =>
  !user || (await runAs(user, '/bin/sh', ['-c', 'cd -- "$1"', 'sh', parent])).succeeded

const replacementOf = (path: string): string =>
  join(tmpdir(), `grantstream-data-${createHash('sha256').update(path).digest('hex').slice(0, 12)}`)

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
