import { execFile } from 'node:child_process'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { EmbeddedPostgresError } from './embedded-postgres-error.ts'

const run = promisify(execFile)

/** Whom the server runs as; spread into the options of `spawn`. */
export interface ServerUser {
  readonly uid: number
  readonly gid: number
}

/**
 * Postgres refuses to run as root, so root runs it as the owner of data that are there already, else as `postgres`
 * where that user exists, else as `nobody`. Everyone else runs it as themselves: undefined.
 * Errors with `EmbeddedPostgresError` when root has nobody to run it as.
 */
export const serverUser = async (directory?: string): Promise<ServerUser | undefined> => {
  if (process.getuid?.() !== 0) return undefined
  const owned = directory && (await stat(join(directory, 'PG_VERSION')).catch(() => undefined))
  if (owned && owned.uid !== 0) return { uid: owned.uid, gid: owned.gid }
  const user = (await lookUp('postgres')) ?? (await lookUp('nobody'))
  if (user) return user
  throw new EmbeddedPostgresError(
    'Postgres does not run as root, and there is no user "postgres" or "nobody" to run it as',
  )
}

const lookUp = async (name: string): Promise<ServerUser | undefined> => {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])])
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) }
  } catch {
    return undefined
  }
}
