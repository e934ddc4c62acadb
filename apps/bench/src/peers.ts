import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

/** Where the peers' packages are installed, apart from the workspace. */
export const peersFolder = fileURLToPath(new URL('../peers', import.meta.url))

/** Installs the peers' packages as their lockfile has them. */
export const installPeers = async (): Promise<void> => {
  await promisify(execFile)('pnpm', ['install', '--ignore-workspace', '--frozen-lockfile'], { cwd: peersFolder })
}

/** Runs a program to its end and gives what it printed, as JSON. Rejects when it fails. */
export const runJson = async <T>(
  file: string,
  given: readonly string[] = [],
  flags: readonly string[] = [],
): Promise<T> => {
  const { stdout } = await promisify(execFile)(process.execPath, [...flags, file, ...given], { maxBuffer: 2 ** 28 })
  return JSON.parse(stdout) as T
}
