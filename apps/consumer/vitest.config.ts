import { mergeConfig } from 'vitest/config'
import base from '../../vitest.base.ts'

export default mergeConfig(base, {
  test: {
    globalSetup: ['@grantstream/sandbox/testing/global-setup', './src/pack-core.ts', './src/pack-sandbox.ts'],
    testTimeout: 30_000,
  },
})
