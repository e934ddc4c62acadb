import { setTimeout as sleep } from 'node:timers/promises'
import type { Clock } from './clock.ts'
import type { SandboxControl } from './control/sandbox-control.ts'
import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
  startThrowAwayPostgres,
} from './postgres/start-embedded-postgres.ts'
import type { Credentials, SandboxSettings } from './settings.ts'
import { emptyTables } from './store/empty-tables.ts'

/** What is generated instead of the clients that README.md tells of. */
export interface GeneratedSeed {
  /** How many clients each organisation gets. */
  readonly clients: number
  /** Days of traffic before today; 90 when left out. */
  readonly days?: number | undefined
  /** Which of the possible worlds it is; 1 when left out. */
  readonly seed?: number | undefined
}

/** Everything may be left out. */
export interface SandboxOptions {
  /** Where an embedded Postgres keeps the data; a place that is thrown away when left out. */
  readonly dataDirectory?: string | undefined
  /** A Postgres of one's own, 18 for example, instead of an embedded one. */
  readonly databaseUrl?: string | undefined
  /** Where to listen; 127.0.0.1 when left out. */
  readonly host?: string | undefined
  /** Any free port when left out. */
  readonly port?: number | undefined
  /** How it behaves; what is left out has its default. */
  readonly settings?: Partial<SandboxSettings> | undefined
  /** Fills both organisations with clients and traffic; they are empty when left out. */
  readonly seed?: boolean | GeneratedSeed | undefined
  /** What time it is; `control.clock` moves beside it. */
  readonly clock?: Clock | undefined
  /** From 0 up to 1; decides how long an execution runs, and which calls a fault strikes. */
  readonly random?: (() => number) | undefined
}

/** A sandbox that listens. */
export interface Sandbox {
  /** `http://127.0.0.1:port`, for API and login alike. */
  readonly url: string
  /** Of the database, for whoever wants to look. */
  readonly databaseUrl: string
  /** A client-credentials client that holds every permission in the first organisation. */
  readonly admin: Credentials
  /** Likewise in the second one. */
  readonly second: Credentials
  /** Faults, clock, snapshots and the calls that were made. */
  readonly control: SandboxControl
  /** An access token, by client credentials; the admin's when none are given. Errors when the login is refused. */
  login(credentials?: Credentials): Promise<string>
  /** Makes a client-credentials client that holds exactly these permissions. */
  clientWith(permissions: readonly string[], organization?: 'first' | 'second'): Promise<Credentials>
  /** Ends requests, stores what is counted, stops the embedded Postgres, and removes what is thrown away. */
  close(): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

// Loading modules blocks this process: so long it sees to it that the other ones have something to do meanwhile.
const headStartMs = 20

/**
 * A sandbox for tests: the API and its login on a port of this machine, with a Postgres of its own, ready to be called.
 * In a data directory or a database that were used before, the admin clients get the secrets of the settings or else new
 * ones. Errors with `EmbeddedPostgresError`, `DatabaseError`, or as listening does.
 */
export const createSandbox = async (options: SandboxOptions = {}): Promise<Sandbox> => {
  const starting = startDatabase(options)
  await Promise.race([starting, sleep(headStartMs)])
  const { openDatabase } = await import('./store/open-database.ts')
  await Promise.race([starting, sleep(headStartMs)])
  const { runSandbox } = await import('./run-sandbox.ts')
  const server = await starting
  try {
    const sandbox = await runSandbox(await openDatabase(server.url), server.url, options)
    const close = async () => {
      await sandbox.close()
      await server.stop()
    }
    return { ...sandbox, close, [Symbol.asyncDispose]: close }
  } catch (error) {
    await server.stop()
    throw error
  }
}

const startDatabase = ({
  databaseUrl,
  dataDirectory,
}: SandboxOptions): Promise<Pick<EmbeddedPostgres, 'url' | 'stop'>> => {
  if (databaseUrl !== undefined) return Promise.resolve({ url: databaseUrl, stop: async () => undefined })
  return dataDirectory === undefined
    ? startThrowAwayPostgres(emptyTables())
    : startEmbeddedPostgres({ directory: dataDirectory })
}
