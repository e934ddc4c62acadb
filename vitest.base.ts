import { defineConfig } from 'vitest/config'

/** What every member's tests share: a report that `.ci/run` counts, beside the one for people. */
export default defineConfig({
  test: {
    reporters: ['default', 'json'],
    outputFile: { json: '.reports/vitest.json' },
    // Files of one worker share what they import: no test changes a module, and importing anew costs more than most tests.
    isolate: false,
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
  },
})
