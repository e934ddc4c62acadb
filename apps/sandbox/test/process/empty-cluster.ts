import { execFile } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll } from 'vitest'
import { startEmbeddedPostgres } from '../../src/postgres/start-embedded-postgres.ts'
import { temporaryDirectory } from './temporary-directory.ts'

const parent = mkdtempSync(join(tmpdir(), 'grantstream-test-'))
afterAll(() => rmSync(parent, { recursive: true, force: true }))
let original: Promise<string> | undefined

/** A data directory of a test's own, initialized: a copy, because the initializing takes a second. */
export const emptyCluster = async (): Promise<string> => {
  original ??= initialize()
  const directory = join(temporaryDirectory(), 'data')
  await promisify(execFile)('cp', ['-a', await original, directory])
  return directory
}

const initialize = async (): Promise<string> => {
  chmodSync(parent, 0o755)
  const { directory, stop } = await startEmbeddedPostgres({ directory: join(parent, 'data') })
  await stop()
  return directory
}
