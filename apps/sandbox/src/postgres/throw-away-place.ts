import { chmod, mkdir, stat, statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ownedName } from './sweep-abandoned.ts'

const memory = '/dev/shm'
const usual = '/tmp'
const tmpfs = 0x01021994
const roomBytes = 1024 ** 3

/**
 * Where data go that need not survive: into memory where Linux has room for files there, since a cluster is a thousand of
 * them, else into the temporary directory; and always there where someone chose another one than the usual, by `TMPDIR`.
 */
export const throwAwayPlace = async (): Promise<string> =>
  tmpdir() === usual && (await hasRoomInMemory()) ? memory : tmpdir()

/** With what names begin that the next start of a throw-away server removes, once the process that they name is gone. */
export const throwAwayPrefix = 'grantstream-throw-away-'

/** An empty directory there, of this process. Everyone may pass through it, so that root's server can live below it. */
export const makeThrowAwayDirectory = async (): Promise<string> => {
  const directory = join(await throwAwayPlace(), ownedName(throwAwayPrefix))
  await mkdir(directory)
  await chmod(directory, 0o755)
  return directory
}

const hasRoomInMemory = async (): Promise<boolean> => {
  try {
    const [{ mode }, { type, bavail, bsize }] = await Promise.all([stat(memory), statfs(memory)])
    return type === tmpfs && (mode & 0o1777) === 0o1777 && bavail * bsize >= roomBytes
  } catch {
    return false
  }
}
