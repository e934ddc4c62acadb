import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { startEmbeddedPostgres } from '../../src/postgres/start-embedded-postgres.ts'
import { makeThrowAwayDirectory } from '../../src/postgres/throw-away-place.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** A data directory that was initialized and is not served, for tests to copy. */
    initializedCluster: string
  }
}

/** Vitest's global setup: initializes one data directory for the whole run, because that takes a second. */
export default async ({ provide }: TestProject): Promise<() => void> => {
  const parent = await makeThrowAwayDirectory()
  const { directory, stop } = await startEmbeddedPostgres({ directory: join(parent, 'data') })
  await stop()
  provide('initializedCluster', directory)
  return () => rmSync(parent, { recursive: true, force: true })
}
