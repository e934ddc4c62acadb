import { rmSync } from 'node:fs'
import { chown, mkdir, readdir, readFile, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { Binaries } from './binaries.ts'
import { clusterTemplate, packTemplate, unpackTemplate } from './cluster-template.ts'
import { EmbeddedPostgresError } from './embedded-postgres-error.ts'
import { type Filling, fillCluster } from './fill-cluster.ts'
import { runAs } from './run-as.ts'
import type { ServerUser } from './server-user.ts'
import { ownedName, sweepAbandoned } from './sweep-abandoned.ts'

export interface Cluster {
  readonly binaries: Binaries
  readonly user: ServerUser | undefined
  /** Absolute path of the data directory. */
  readonly directory: string
  /** Data that need not survive: nothing is synced to disk. */
  readonly isThrowAway: boolean
  /** What data that need not survive begin with; nothing when left out. */
  readonly filling?: Filling
}

const majorVersion = '18'

/**
 * Fills a fresh data directory; one that is filled already stays as it is. The work happens in a sibling that is
 * renamed at the end, so several processes may race and none ever sees half a cluster.
 * Errors with `EmbeddedPostgresError` when the directory holds anything else.
 */
export const initializeCluster = async (cluster: Cluster): Promise<void> => {
  if (await isInitialized(cluster.directory)) return
  const prefix = `${basename(cluster.directory)}.init-`
  await sweepAbandoned(dirname(cluster.directory), prefix)
  const unfinished = join(dirname(cluster.directory), ownedName(prefix))
  const remove = (): void => rmSync(unfinished, { recursive: true, force: true })
  process.once('exit', remove)
  try {
    await mkdir(unfinished, { mode: 0o700 })
    if (cluster.user) await chown(unfinished, cluster.user.uid, cluster.user.gid)
    await initialize(cluster, unfinished)
    await rename(unfinished, cluster.directory)
  } catch (cause) {
    await rm(unfinished, { recursive: true, force: true })
    if (await isInitialized(cluster.directory)) return
    if (cause instanceof EmbeddedPostgresError) throw cause
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new EmbeddedPostgresError(`Cannot make a data directory at ${cluster.directory}: ${reason}`, { cause })
  } finally {
    process.off('exit', remove)
  }
}

/** Whether there are data. Errors with `EmbeddedPostgresError` when they cannot be used, or when there is anything else. */
export const isInitialized = async (directory: string): Promise<boolean> => {
  const content = await list(directory)
  if (content.length === 0) return false
  if (!content.includes('PG_VERSION')) {
    throw new EmbeddedPostgresError(
      `${directory} holds other files than a Postgres cluster; name another data directory`,
    )
  }
  const version = (await readFile(join(directory, 'PG_VERSION'), 'utf8')).trim()
  if (version === majorVersion) return true
  throw new EmbeddedPostgresError(
    `${directory} was made by Postgres ${version}, this is ${majorVersion}; move it away to start afresh`,
  )
}

const list = async (directory: string): Promise<string[]> => {
  try {
    return await readdir(directory)
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause)
    if (code === 'ENOENT') return []
    throw new EmbeddedPostgresError(`Cannot use ${directory} for data: ${reasons[code] ?? code}`, { cause })
  }
}

const reasons: Readonly<Record<string, string>> = { EACCES: 'it belongs to another user', ENOTDIR: 'it is a file' }

const manner = [
  '--username=postgres',
  '--auth=trust',
  '--encoding=UTF8',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
  '--locale=C',
  '--set=timezone=UTC',
]
const throwAwayManner = [...manner, '--no-sync', '--wal-segsize=1']
// One sync of the disk instead of one for each of a thousand files.
const keptManner = process.platform === 'linux' ? [...manner, '--sync-method=syncfs'] : manner

const initialize = async (cluster: Cluster, directory: string): Promise<void> => {
  if (!cluster.isThrowAway) return runInitdb(cluster, directory, keptManner)
  const { filling } = cluster
  const template = clusterTemplate(cluster.user, [majorVersion, ...throwAwayManner, ...(filling ? [filling.key] : [])])
  if (await unpackTemplate(template, directory)) return
  await runInitdb(cluster, directory, throwAwayManner)
  if (filling) await fillCluster({ ...cluster, directory }, filling)
  await packTemplate(template, directory)
}

const runInitdb = async ({ binaries, user }: Cluster, directory: string, flags: readonly string[]): Promise<void> => {
  const { succeeded, output } = await runAs(user, binaries.initdb, [`--pgdata=${directory}`, ...flags])
  if (succeeded) return
  const reason = output.split('\n').find((line) => line.includes('error:')) ?? output.split('\n')[0]
  throw new EmbeddedPostgresError(`Postgres could not set up ${directory}: ${reason}`, { cause: output })
}
