import { link, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { isServerOf } from './is-server-of.ts'

/** What a running server writes into `postmaster.pid`. */
export interface LockFile {
  readonly pid: number
  readonly port: number
  readonly isReady: boolean
}

const pathIn = (directory: string): string => join(directory, 'postmaster.pid')

/** The server that holds the data directory now; undefined when none does, a stale file notwithstanding. */
export const readLockFile = async (directory: string): Promise<LockFile | undefined> => {
  const lockFile = await read(pathIn(directory))
  return lockFile && (await isServerOf(lockFile.pid, directory)) ? lockFile : undefined
}

/** Whether there is a file of a server that is gone. One that is empty may be of a server that begins. */
export const namesDeadServer = async (directory: string): Promise<boolean> => {
  const lockFile = await read(pathIn(directory))
  return lockFile !== undefined && !(await isServerOf(lockFile.pid, directory))
}

/**
 * Removes the file of a server that is gone. Postgres does so itself, except where the dead server's pid still answers
 * to a signal. A server that took the directory meanwhile gets its file back.
 */
export const removeStaleLockFile = async (directory: string): Promise<void> => {
  if (await readLockFile(directory)) return
  const path = pathIn(directory)
  const aside = `${path}.${process.pid}`
  try {
    await rename(path, aside)
  } catch {
    return
  }
  const lockFile = await read(aside)
  if (lockFile && (await isServerOf(lockFile.pid, directory))) await link(aside, path)
  await rm(aside)
}

const read = async (path: string): Promise<LockFile | undefined> => {
  const lines = (await readFile(path, 'utf8').catch(() => '')).split('\n')
  const pid = Number(lines[0])
  return pid > 0 ? { pid, port: Number(lines[3]), isReady: lines[7]?.trim() === 'ready' } : undefined
}
