import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { inject } from 'vitest'
import type {} from './initialized-cluster.ts'
import { temporaryDirectory } from './temporary-directory.ts'

/** A data directory of a test's own, initialized: a copy, because the initializing takes a second. */
export const emptyCluster = async (): Promise<string> => {
  const directory = join(temporaryDirectory(), 'data')
  await promisify(execFile)('cp', ['-a', inject('initializedCluster'), directory])
  return directory
}
