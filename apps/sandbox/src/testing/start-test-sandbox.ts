import type { Clock } from '../clock.ts'
import type { Sandbox } from '../create-sandbox.ts'
import { runSandbox } from '../run-sandbox.ts'
import { seed } from '../seed/seed.ts'
import type { SandboxSettings } from '../settings.ts'
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

/** A whole sandbox with a database of its own. Closing errors when something is still connected to that. */
export type TestSandbox = Omit<Sandbox, typeof Symbol.asyncDispose>

/** Needs the global setup beside this file in the `globalSetup` of the vitest configuration. */
export const startTestSandbox = async (options: TestSandboxOptions = {}): Promise<TestSandbox> => {
  const { usageDelayMs = [50, 150], settings, seededUntil, ...rest } = options
  const database = await openTestDatabase()
  const sandbox = await runSandbox(database, database.url, {
    ...rest,
    // Tests call faster than the API allows; a test of the limit sets its own.
    settings: { usageDelayMs, tokenPerMinute: 1_000_000, ...settings },
  })
  if (seededUntil) await seed(database, { today: seededUntil })
  return sandbox
}
