import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { throwAwayPlace } from '../../src/postgres/throw-away-place.ts'

const place = await throwAwayPlace()

/** An empty directory that everyone may pass through, so that root's server can live below it; removed after the test. */
export const temporaryDirectory = (): string => {
  const directory = mkdtempSync(join(place, 'grantstream-test-'))
  chmodSync(directory, 0o755)
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
  return directory
}
