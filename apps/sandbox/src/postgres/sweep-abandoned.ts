import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'

/** Names a directory by the process that works in it, so that a later start can tell whether it was abandoned. */
export const ownedName = (prefix: string): string =>
  `${prefix}${process.pid}-${Math.floor(Math.random() * 0xffffffff).toString(16)}`

/** Removes the directories of that prefix whose process is gone: what a SIGKILL leaves behind. */
export const sweepAbandoned = async (parent: string, prefix: string): Promise<void> => {
  const names = (await readdir(parent).catch(() => [])).filter(
    (name) => name.startsWith(prefix) && !isAlive(pidIn(name, prefix)),
  )
  // Another process may sweep at the same time, or the directory may be another user's: neither concerns us.
  await Promise.allSettled(names.map((name) => rm(join(parent, name), { recursive: true, force: true })))
}

const pidIn = (name: string, prefix: string): number => Number.parseInt(name.slice(prefix.length), 10)

const isAlive = (pid: number): boolean => {
  if (!(pid > 0)) return true
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
