import { fileURLToPath } from 'node:url'
import { mergeConfig } from 'vitest/config'
import base from '../../vitest.base.ts'

export default mergeConfig(base, {
  test: {
    globalSetup: [fileURLToPath(import.meta.resolve('@grantstream/sandbox/testing/global-setup'))],
    // Tests that run side by side start five processes each.
    maxConcurrency: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
