import { execFile } from 'node:child_process'
import { readlink, realpath } from 'node:fs/promises'
import { promisify } from 'node:util'

/**
 * True while process `pid` is a server on this data directory. A signal that reaches the pid proves nothing: the
 * number may serve another process by now, and a dead server stays a zombie where pid 1 reaps nothing.
 */
export const isServerOf = async (pid: number, directory: string): Promise<boolean> => {
  if (process.platform !== 'linux') return isNamedPostgres(pid)
  try {
    // A server works in its data directory; a zombie has no working directory.
    return (await readlink(`/proc/${pid}/cwd`)) === (await realpath(directory))
  } catch {
    return false
  }
}

const isNamedPostgres = async (pid: number): Promise<boolean> => {
  try {
    const { stdout } = await promisify(execFile)('ps', ['-o', 'stat=,comm=', '-p', String(pid)])
    return !stdout.startsWith('Z') && stdout.includes('postgres')
  } catch {
    return false
  }
}
