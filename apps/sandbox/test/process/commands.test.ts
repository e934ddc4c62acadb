import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { runCommand } from '../run-command.ts'
import { emptyCluster } from './empty-cluster.ts'
import { serverPid, startMain } from './sandbox-program.ts'
import { eventually, isRunning } from './start-program.ts'
import { temporaryDirectory } from './temporary-directory.ts'

const listed = async (directory: string): Promise<number> =>
  (await runCommand(['clients', '--data-dir', directory], {})).printed.trimEnd().split('\n').length - 1

it('works on embedded data while no server runs, and makes none where there are none', async () => {
  const directory = await emptyCluster()
  await runCommand(['seed', '--clients', '1', '--days', '1', '--data-dir', directory], {})

  const clients = await listed(directory)
  const empty = temporaryDirectory()
  const nothing = await runCommand(['clients', '--data-dir', join(empty, 'not', 'there')], {})

  expect(clients).toBe(3)
  expect(readdirSync(directory)).not.toContain('postmaster.pid')
  expect(readdirSync(empty)).toEqual([])
  expect(nothing.code).toMatch(/There are no data in .* yet; start the sandbox or seed it first$/)
})

// That many clients take a minute, unless it stops at once.
it('leaves nothing running and nothing half written when a seed is stopped', async () => {
  const directory = await emptyCluster()
  const program = startMain(['seed', '--clients', '20000', '--data-dir', directory])
  await eventually(() => /Seeding \d+ %/.test(program.printed.stderr), 40_000)
  const server = serverPid(directory)

  program.child.kill('SIGINT')

  expect(await program.exited).toBe(130)
  expect(program.printed.stderr).toMatch(/Stopped; nothing was changed\n$/)
  expect(isRunning(server)).toBe(false)
  expect(await listed(directory)).toBe(2)
}, 45_000)
