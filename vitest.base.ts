import { defineConfig } from 'vitest/config'

/** What every member's tests share: a report that `.ci/run` counts, beside the one for people. */
export default defineConfig({
  test: {
    reporters: ['default', 'json'],
    outputFile: { json: '.reports/vitest.json' },
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
  },
})
