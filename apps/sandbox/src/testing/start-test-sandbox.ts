import { bootstrap } from '../bootstrap.ts'
import type { Clock } from '../clock.ts'
import type { SandboxControl } from '../control/create-control.ts'
import { createServer } from '../create-server.ts'
import { seed } from '../seed/seed.ts'
import type { Credentials, SandboxSettings } from '../settings.ts'
import { createTestClient } from './create-test-client.ts'
import { logIn } from './log-in.ts'
import { openTestDatabase } from './open-test-database.ts'

export interface TestSandboxOptions {
  /** Least and most milliseconds that a usage execution runs; 50 to 150 when left out. */
  readonly usageDelayMs?: readonly [least: number, most: number]
  readonly clock?: Clock
  /** From 0 up to 1; decides how long an execution runs. */
  readonly random?: () => number
  readonly settings?: Partial<SandboxSettings>
  /** Fills both organisations with clients and the 90 days of traffic before this instant; empty when left out. */
  readonly seededUntil?: Date
}

/** A whole sandbox with a database of its own, reached over HTTP. */
export interface TestSandbox {
  /** `http://127.0.0.1:port`, for API and login alike. */
  readonly url: string
  readonly databaseUrl: string
  /** Holds every permission in the first organisation. */
  readonly admin: Credentials
  /** Holds every permission in the second organisation. */
  readonly second: Credentials
  /** An access token, by client credentials; the admin's when none are given. Errors when the login is refused. */
  login(credentials?: Credentials): Promise<string>
  /** Faults, clock, snapshots and the calls that were made. */
  readonly control: SandboxControl
  /** Makes a client-credentials client that holds exactly these permissions. */
  clientWith(permissions: readonly string[], organization?: 'first' | 'second'): Promise<Credentials>
  /** Ends requests, stores what is counted, drops the database. Errors when something is still connected to it. */
  close(): Promise<void>
}

/** Needs the global setup beside this file in the `globalSetup` of the vitest configuration. */
export const startTestSandbox = async (options: TestSandboxOptions = {}): Promise<TestSandbox> => {
  const database = await openTestDatabase()
  const { first, second } = await bootstrap(database.db, {})
  if (options.seededUntil) await seed(database.db, { today: options.seededUntil })
  const sandbox = await createServer({
    database: database.db,
    // Tests call faster than the API allows; a test of the limit sets its own.
    settings: { usageDelayMs: options.usageDelayMs ?? [50, 150], tokenPerMinute: 1_000_000, ...options.settings },
    ...(options.clock && { clock: options.clock }),
    ...(options.random && { random: options.random }),
  })
  const url = await sandbox.listen({ host: '127.0.0.1', port: 0 })
  const admin = credentialsOf(first)

  return {
    url,
    databaseUrl: database.url,
    admin,
    second: credentialsOf(second),
    control: sandbox.control,
    login: (credentials = admin) => logIn(url, credentials),
    clientWith: (permissions, organization = 'first') =>
      createTestClient(database.db, (organization === 'first' ? first : second).organizationId, permissions),
    close: async () => {
      await sandbox.close()
      await database.close()
    },
  }
}

const credentialsOf = ({ clientId, clientSecret = '' }: { clientId: string; clientSecret?: string }): Credentials => ({
  clientId,
  clientSecret,
})
