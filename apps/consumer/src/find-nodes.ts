import { execFileSync } from 'node:child_process'
import { existsSync, realpathSync } from 'node:fs'
import { delimiter, join, sep } from 'node:path'

/** A Node on this machine. */
export interface FoundNode {
  /** As `v20.20.2`. */
  readonly version: string
  readonly path: string
}

const program = process.platform === 'win32' ? 'node.exe' : 'node'

/**
 * The Node that runs this, and those on the PATH that no installation of packages brought, one of each version, from 20.
 * `GRANTSTREAM_NODES` adds more, separated as on the PATH.
 */
export const findNodes = (environment: NodeJS.ProcessEnv): FoundNode[] => {
  const folders = (environment.PATH ?? '')
    .split(delimiter)
    .filter((folder) => !folder.split(sep).includes('node_modules'))
  const given = (environment.GRANTSTREAM_NODES ?? '').split(delimiter).filter((path) => path !== '')
  const paths = [process.execPath, ...given, ...folders.map((folder) => join(folder, program))]
  const found = new Map<string, string>()
  for (const path of new Set(paths.filter((each) => existsSync(each)).map((each) => realpathSync(each)))) {
    const version = execFileSync(path, ['--version'], { encoding: 'utf8' }).trim()
    if (Number(/^v(\d+)\./.exec(version)?.[1]) >= 20 && !found.has(version)) found.set(version, path)
  }
  return [...found].map(([version, path]) => ({ version, path }))
}
