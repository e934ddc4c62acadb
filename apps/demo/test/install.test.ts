import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const frontDoor = fileURLToPath(new URL('../../../tools/go.mjs', import.meta.url))

/** A package manager whose own installation hangs the first time, and which has nothing to install. */
const packageManager = {
  'package.json': JSON.stringify({
    name: 'pnpm',
    version: '1.0.0',
    bin: 'pnpm.js',
    scripts: { postinstall: 'node hang.js' },
  }),
  'hang.js': `const file = __dirname + '/hangs'
    const { existsSync, writeFileSync } = require('node:fs')
    if (!existsSync(file)) setInterval(() => {}, 1000) && writeFileSync(file, '')`,
  'pnpm.js': '#!/usr/bin/env node\n',
}

const writeProject = (folder: string): void => {
  for (const each of ['tools', 'apps/demo/src', 'pnpm']) mkdirSync(join(folder, each), { recursive: true })
  cpSync(frontDoor, join(folder, 'tools/go.mjs'))
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ packageManager: join(folder, 'pnpm') }))
  writeFileSync(join(folder, 'apps/demo/src/main.ts'), "process.stdout.write('This is the main job.')")
  for (const [name, text] of Object.entries(packageManager)) writeFileSync(join(folder, 'pnpm', name), text)
  chmodSync(join(folder, 'pnpm/pnpm.js'), 0o755)
}

type OnTestFinished = (end: () => void) => void

const makeProject = (onTestFinished: OnTestFinished): string => {
  const folder = mkdtempSync(join(tmpdir(), 'grantstream install '))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  writeProject(folder)
  return folder
}

const open = (folder: string, command: 'start' | 'test') => {
  const env = { ...process.env, npm_config_cache: join(folder, 'cache') }
  const child = spawn(process.execPath, ['tools/go.mjs', command], { cwd: folder, env, detached: true })
  const { pid } = child
  if (!pid) throw new Error('Node could not be started')
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text))
  // As a terminal does: it tells every process in the foreground.
  return { exit: once(child, 'exit'), output: () => output, interrupt: () => process.kill(-pid, 'SIGINT') }
}

it('installs after an installation that was stopped by Ctrl-C', async ({ onTestFinished }) => {
  const folder = makeProject(onTestFinished)

  const first = open(folder, 'start')
  while (!existsSync(join(folder, 'pnpm/hangs'))) await sleep(50)
  first.interrupt()
  const [stopped] = await first.exit
  const second = open(folder, 'start')
  const [ended] = await second.exit

  expect(stopped, first.output()).toBe(130)
  expect(ended, second.output()).toBe(0)
  expect(second.output()).toContain('This is the main job.')
})

it('does not end with 0 when the tests are stopped by Ctrl-C', async ({ onTestFinished }) => {
  const folder = makeProject(onTestFinished)
  const bin = join(folder, 'node_modules/.bin')
  mkdirSync(bin, { recursive: true })
  const endsWell = "process.on('SIGINT', () => process.exit(0))"
  const turbo = `#!/usr/bin/env node\n${endsWell}; process.stdout.write('testing'); setInterval(() => {}, 1000)\n`
  for (const [name, text] of Object.entries({ turbo, pnpm: packageManager['pnpm.js'] }))
    writeFileSync(join(bin, name), text, { mode: 0o755 })

  const { exit, interrupt, output } = open(folder, 'test')
  while (!output().includes('testing')) await sleep(50)
  interrupt()

  expect(await exit).toEqual([130, null])
})
