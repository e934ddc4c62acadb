import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

/** Where the packages of core's peers are installed, apart from the workspace. */
export const peersFolder = fileURLToPath(new URL('../peers', import.meta.url))

/** Where the packages of the gateway's peers are installed, apart from the workspace too. */
export const gatewayPeersFolder = fileURLToPath(new URL('../gateway-peers', import.meta.url))

/** Installs the packages of peers as their lockfile has them, and gives one sentence about them, with their versions. */
export const installPeers = async (folder: string): Promise<string> => {
  await promisify(execFile)('pnpm', ['install', '--frozen-lockfile'], { cwd: folder })
  const { dependencies } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>
  }
  const named = Object.entries(dependencies).map(([name, version]) => `${name} ${version}`)
  return `Peers: ${named.join(', ')}.`
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
