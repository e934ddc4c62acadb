import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { findBinaries } from './binaries.ts'
import { placeDataDirectory } from './data-directory.ts'
import { EmbeddedPostgresError } from './embedded-postgres-error.ts'
import type { Filling } from './fill-cluster.ts'
import { freePort } from './free-port.ts'
import { type Cluster, initializeCluster, isInitialized } from './initialize-cluster.ts'
import { isServerOf } from './is-server-of.ts'
import { namesDeadServer, readLockFile, removeStaleLockFile } from './lock-file.ts'
import { serverUrl } from './server-url.ts'
import { serverUser } from './server-user.ts'
import { type Server, startServer } from './start-server.ts'
import { ownedName, sweepAbandoned } from './sweep-abandoned.ts'
import { throwAwayPlace, throwAwayPrefix } from './throw-away-place.ts'

/** A Postgres of our own on 127.0.0.1, for development and tests: whoever reaches the port is let in. */
export interface EmbeddedPostgres {
  /** Connects as the superuser `postgres` to the database `postgres`. */
  readonly url: string
  /** Absolute path of the data, which is not the wanted one where the server's user could not reach that. */
  readonly directory: string
  readonly pid: number
  /** False for a guest: another process runs the server, `stop` does nothing and the owner's end is ours. */
  readonly isOwned: boolean
  /** Settles when the server has ended, wanted or not; for a guest within a second, unless it has stopped before. */
  readonly ended: Promise<void>
  stop(): Promise<void>
}

/**
 * Starts Postgres on a data directory, which is made when it is not there; joins the server that already runs on it.
 * Several processes may start at once. Errors with `EmbeddedPostgresError`.
 */
export const startEmbeddedPostgres = async (options: {
  directory: string
  /** Errors instead of making data that are not there. */
  mustExist?: boolean
  /** Asked again when the port turns out to be taken; by default any free one. */
  choosePort?: () => Promise<number>
}): Promise<EmbeddedPostgres> => {
  const user = await serverUser(options.directory)
  const binaries = await findBinaries(user)
  // Before the parents are made.
  if (options.mustExist && !existsSync(dirname(resolve(options.directory)))) throw withoutData(options.directory)
  const directory = await placeDataDirectory(options.directory, user)
  if (options.mustExist && !(await isInitialized(directory))) throw withoutData(directory)
  return start({ binaries, user, directory, isThrowAway: false }, options.choosePort)
}

const withoutData = (directory: string): EmbeddedPostgresError =>
  new EmbeddedPostgresError(`There are no data in ${directory} yet; start the sandbox or seed it first`)

/**
 * Starts a Postgres that forgets: fast, unsafe, its data are removed at `stop`, or by the next start. It is empty without a
 * filling.
 */
export const startThrowAwayPostgres = async (filling?: Filling): Promise<EmbeddedPostgres> => {
  const user = await serverUser()
  const binaries = await findBinaries(user)
  const place = await throwAwayPlace()
  await sweepAbandoned(place, throwAwayPrefix)
  const directory = join(place, ownedName(throwAwayPrefix))
  const embedded = await start({ binaries, user, directory, isThrowAway: true, ...(filling && { filling }) })
  const stop = async () => {
    await embedded.stop()
    await rm(directory, { recursive: true, force: true })
  }
  return { ...embedded, stop }
}

const startWithinMs = 30_000

const start = async (cluster: Cluster, choosePort = freePort): Promise<EmbeddedPostgres> => {
  await initializeCluster(cluster)
  const deadline = Date.now() + startWithinMs
  let refusal = ''
  while (Date.now() < deadline) {
    const running = await readLockFile(cluster.directory)
    if (running?.isReady) return guest(cluster.directory, running)
    if (!running) {
      if (await namesDeadServer(cluster.directory)) await removeStaleLockFile(cluster.directory)
      const port = await choosePort()
      const server = await startServer(cluster, port)
      if (!('refusal' in server)) return owner(cluster, port, server)
      refusal = server.refusal
      if (!isPassing(refusal)) break
      if (refusal.includes('lock file')) await removeStaleLockFile(cluster.directory)
    }
    await sleep(50)
  }
  throw new EmbeddedPostgresError(`Postgres did not start in ${cluster.directory}: ${reasonIn(refusal)}`, {
    cause: refusal,
  })
}

/** Another process took the port or the directory first, or the last server's children are still ending. */
const isPassing = (refusal: string): boolean =>
  /Address already in use|lock file "postmaster.pid" already exists|lock file .* is empty|shared memory block/.test(
    refusal,
  )

const reasonIn = (refusal: string): string =>
  /(?:FATAL|PANIC|ERROR): {2}(.*)/.exec(refusal)?.[1] ??
  (refusal.trim().split('\n').at(-1) || 'it was not ready in time')

const owner = ({ directory, isThrowAway }: Cluster, port: number, server: Server): EmbeddedPostgres => {
  const { pid, ended, stop, abandon } = server
  return { url: serverUrl(port), directory, pid, isOwned: true, ended, stop: isThrowAway ? abandon : stop }
}

const lookMs = 500

const guest = (directory: string, { pid, port }: { pid: number; port: number }): EmbeddedPostgres => {
  let looking: NodeJS.Timeout | undefined
  const ended = new Promise<void>((resolve) => {
    looking = setInterval(async () => {
      if (await isServerOf(pid, directory)) return
      clearInterval(looking)
      resolve()
    }, lookMs).unref()
  })
  return { url: serverUrl(port), directory, pid, isOwned: false, ended, stop: async () => clearInterval(looking) }
}
