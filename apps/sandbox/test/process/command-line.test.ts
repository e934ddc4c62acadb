import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import { expect, it, onTestFinished } from 'vitest'
import { openTestDatabase } from '../../src/testing/open-test-database.ts'
import { emptyCluster } from './empty-cluster.ts'
import { madeClients, startMain } from './sandbox-program.ts'
import { eventually } from './start-program.ts'

it('explains itself', async () => {
  const program = startMain(['--help'])

  expect(await program.exited).toBe(0)
  expect(program.printed.stdout).toMatch(/^Usage: .*start.*seed.*SANDBOX_PORT/s)
})

it('tells its version', async () => {
  const program = startMain(['--version'])

  expect(await program.exited).toBe(0)
  expect(program.printed.stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
})

it.each([
  [
    2,
    ['sart'],
    {},
    'There is no command "sart"; the commands are start, seed, reset, snapshot, clients and token (see --help)',
  ],
  [2, ['--sed'], {}, "Unknown option '--sed'; the flags of start are --seed, --data-dir, --help, --version"],
  [2, ['seed', '--organization', 'third'], {}, '--organization is "third"; it must be first, second or both'],
  [1, [], { SANDBOX_PORT: 'many' }, 'SANDBOX_PORT is "many"; it must be a whole number from 0 to 65535'],
  [
    1,
    [],
    { SANDBOX_PROT: '4011', SANDBOX_SERVICE_HOST: '10.0.0.1', SANDBOX_PORT: 'many' },
    'There is no variable SANDBOX_PROT; perhaps SANDBOX_PORT is meant\nSANDBOX_PORT is "many"; it must be a whole number from 0 to 65535',
  ],
  [
    1,
    ['reset', '--yes', '--data-dir', 'data'],
    { DATABASE_URL: 'postgres://joe:sesame@127.0.0.1:1/shop' },
    '--data-dir and DATABASE_URL name two places; give one of them',
  ],
  [
    1,
    [],
    { DATABASE_URL: 'postgres://joe:sesame@127.0.0.1:1/shop' },
    'Cannot use postgres://joe@127.0.0.1:1/shop: nothing listens there',
  ],
])('exits with %i and in words for %j with %j', async (code, args, env, line) => {
  const program = startMain(args, env)

  expect(await program.exited).toBe(code)
  expect(program.printed).toEqual({ stdout: '', stderr: `${line}\n` })
})

it('does its work without complaint when nobody reads what it prints', async () => {
  const database = await openTestDatabase()
  onTestFinished(database.close)
  const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url))
  const command = ['-c', '"$0" "$@" | true', process.execPath, main, 'snapshot', 'list']

  const { stderr } = spawnSync('sh', command, { env: { DATABASE_URL: database.url }, encoding: 'utf8' })

  expect(stderr).toBe('')
})

it('refuses a password that a database of ours does not take, in one line without it', async () => {
  const database = await openTestDatabase()
  onTestFinished(database.close)
  const program = startMain([], { DATABASE_URL: database.url.replace('postgres@', 'joe:sesame@') })

  expect(await program.exited).toBe(1)
  expect(program.printed.stderr).toMatch(/^Cannot use postgres:\/\/joe@\S+: .+\n$/)
})

it('says in one line what its database says that ends at work', async () => {
  const database = await openTestDatabase()
  onTestFinished(database.close)
  const program = startMain(['seed', '--clients', '20000'], { DATABASE_URL: database.url })
  await eventually(() => /Seeding \d+ %/.test(program.printed.stderr), 40_000)

  await database.sql`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()`

  expect(await program.exited).toBe(1)
  expect(program.printed.stderr).toMatch(
    /^The database cannot go on: (terminating connection|write CONNECTION_CLOSED).*\n(?!.)/m,
  )
}, 45_000)

it('says that the port is in use, keeps no Postgres running and no secret to itself', async () => {
  const occupant = createServer()
  await once(occupant.listen(0, '127.0.0.1'), 'listening')
  onTestFinished(() => void occupant.close())
  const port = String(Object(occupant.address()).port)
  const directory = await emptyCluster()

  const program = startMain(['--data-dir', directory], { SANDBOX_PORT: port })

  expect(await program.exited).toBe(1)
  expect(program.printed.stderr).toBe(
    `Cannot listen on 127.0.0.1:${port}: the port is in use; choose another with SANDBOX_PORT\n`,
  )
  expect(readdirSync(directory)).not.toContain('postmaster.pid')
  expect(madeClients(program)).toHaveLength(2)
})
