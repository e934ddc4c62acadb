import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const run = (file: string, ...options: string[]) =>
  spawnSync(process.execPath, [fileURLToPath(new URL(`../${file}`, import.meta.url)), ...options], {
    encoding: 'utf8',
    timeout: 20_000,
  })

it.each([
  ['soak/main.ts', ['--help'], 0],
  ['soak/main.ts', ['abort', 'many'], 1],
  ['soak/main.ts', ['drane', '10'], 1],
  ['src/schema-release/release-schema.ts', ['--help'], 0],
])('tells how %s is used, and does nothing, for %j', (file, options, code) => {
  const { status, stderr } = run(file, ...options)

  expect(status, stderr).toBe(code)
  expect(stderr).toMatch(/^usage: [^\n]+\n(?! *at )/)
})
