import { createHash } from 'node:crypto'
import { chmod, lstat, mkdir, readdir, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runAs } from './run-as.ts'
import type { ServerUser } from './server-user.ts'
import { ownedName, sweepAbandoned } from './sweep-abandoned.ts'

/**
 * Where an initialized cluster is kept to make others from: an archive in the temporary directory, because unpacking one
 * file takes a fraction of the time that initializing takes. `made` tells clusters apart that were made differently.
 */
export const clusterTemplate = (user: ServerUser | undefined, made: readonly string[]): string => {
  const key = createHash('sha256').update([process.arch, user?.uid, ...made].join('\n'))
  return join(tmpdir(), `grantstream-cluster-${process.getuid?.()}-${key.digest('hex').slice(0, 12)}.tar`)
}

/** Unpacks into a directory that is there and empty. False, and the directory empty, when nothing can be unpacked. */
export const unpackTemplate = async (archive: string, directory: string): Promise<boolean> => {
  if (!(await isOurs(archive))) return false
  if ((await runAs(undefined, 'tar', ['-xpf', archive, '--numeric-owner', '-C', directory])).succeeded) return true
  const left = await readdir(directory)
  await Promise.all(
    [archive, ...left.map((name) => join(directory, name))].map((path) => rm(path, { recursive: true })),
  )
  return false
}

/** Packs a cluster that nothing runs on. It only saves time later, so what goes wrong with it is nobody's concern. */
export const packTemplate = async (archive: string, directory: string): Promise<void> => {
  const prefix = 'grantstream-cluster-unfinished-'
  await sweepAbandoned(tmpdir(), prefix)
  const unfinished = join(tmpdir(), ownedName(prefix))
  await mkdir(unfinished, { mode: 0o700 })
  const packed = join(unfinished, 'cluster.tar')
  const { succeeded } = await runAs(undefined, 'tar', ['-cf', packed, '--numeric-owner', '-C', directory, '.'])
  if (succeeded)
    await chmod(packed, 0o600)
      .then(() => rename(packed, archive))
      .catch(() => undefined)
  await rm(unfinished, { recursive: true, force: true })
}

/** The temporary directory is open to all: a cluster that someone else put there, or could change, is not run. */
const isOurs = async (archive: string): Promise<boolean> => {
  const found = await lstat(archive).catch(() => undefined)
  return found?.isFile() === true && found.uid === process.getuid?.() && (found.mode & 0o22) === 0
}
