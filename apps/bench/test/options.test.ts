import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const run = (command: string, option: string) =>
  spawnSync(process.execPath, [fileURLToPath(new URL(`../src/${command}.ts`, import.meta.url)), option], {
    encoding: 'utf8',
    timeout: 20_000,
  })

describe.each(['core', 'gateway', 'sandbox', 'hostile', 'all'])('the command %s', (command) => {
  it.each([
    ['--help', 0],
    ['--quik', 1],
  ])('tells how it is used, and measures nothing, for %s', (option, code) => {
    const { status, stderr } = run(command, option)

    expect(status, stderr).toBe(code)
    expect(stderr).toMatch(/^usage: /)
  })
})
