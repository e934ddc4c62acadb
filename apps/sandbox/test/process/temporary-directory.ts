import { chmodSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { ownedName } from '../../src/postgres/sweep-abandoned.ts'
import { throwAwayPlace, throwAwayPrefix } from '../../src/postgres/throw-away-place.ts'

const place = await throwAwayPlace()

/** An empty directory that everyone may pass through, so that root's server can live below it; removed after the test. */
export const temporaryDirectory = (): string => {
  const directory = join(place, ownedName(throwAwayPrefix))
  mkdirSync(directory)
  chmodSync(directory, 0o755)
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
  return directory
}
