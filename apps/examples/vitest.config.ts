import { fileURLToPath } from 'node:url'
import { mergeConfig } from 'vitest/config'
import base from '../../vitest.base.ts'

export default mergeConfig(base, {
  // Node loads graphql's CommonJS build for all; Vite would take the module build for our files, as a second copy.
  resolve: { alias: [{ find: /^graphql$/, replacement: fileURLToPath(import.meta.resolve('graphql')) }] },
  test: {
    globalSetup: ['@grantstream/sandbox/testing/global-setup', './test/launch-browser.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
