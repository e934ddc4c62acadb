import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { mergeConfig } from 'vitest/config'
import base from '../../vitest.base.ts'

export default mergeConfig(base, {
  test: {
    globalSetup: [
      fileURLToPath(import.meta.resolve('@grantstream/sandbox/testing/global-setup')),
      './test/process/initialized-cluster.ts',
    ],
    // Tests of whole processes wait more than they compute.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    testTimeout: 30_000,
  },
})
