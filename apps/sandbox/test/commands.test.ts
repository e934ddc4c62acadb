import { expect, it, onTestFinished } from 'vitest'
import { readCommandLine } from '../src/commands/command-line.ts'
import { type CommandName, commands } from '../src/commands/commands.ts'
import { help } from '../src/commands/help.ts'
import { openTestDatabase } from '../src/testing/open-test-database.ts'
import { startTestSandbox } from '../src/testing/start-test-sandbox.ts'
import { callApi } from './call-api.ts'
import { runCommand } from './run-command.ts'

const givenDatabase = async () => {
  const database = await openTestDatabase()
  onTestFinished(database.close)
  return { ...database, env: { DATABASE_URL: database.url } }
}

it('explains every command', () => {
  for (const name of Object.keys(commands) as CommandName[]) {
    const told = help(name)

    expect(told).toMatch(
      new RegExp(`^Usage: grantstream-sandbox ${name} .*\\[flags\\]\\n|^Usage: .* ${name} \\[flags\\]`),
    )
    expect(Object.keys(commands[name].flags).filter((flag) => !told.includes(`--${flag}`))).toEqual([])
    expect(readCommandLine([name, '--help'])).toEqual({ asks: 'help', of: name })
  }
})

it.each([
  [['seed', '--clients', 'ten'], '--clients is "ten"; it must be a whole number from 1 to 100000'],
  [['seed', '--days', '0'], '--days is "0"; it must be a whole number from 1 to 3650'],
  [['seed', '--data-dir', ''], '--data-dir is empty; it needs a value'],
  [['seed', '--data-dir', 'one', '--data-dir=two'], '--data-dir is given twice'],
  [['clients', 'all'], 'clients does not take "all" (see --help)'],
  [['snapshot'], 'snapshot needs to be told what to do: save, restore, remove, list (see --help)'],
  [['snapshot', 'save', 'A b'], 'snapshot save needs a name of 1 to 40 characters of a-z, 0-9 and _'],
  [['snapshot', 'list', 'one'], 'snapshot list does not take "one"'],
  [['token', '--secret', 'x'], '--secret needs --client'],
  [
    ['token', '--client', 'x', '--organization', 'second'],
    '--client and --organization name two clients; give one of them',
  ],
])('refuses %j in one line', async (words, line) => {
  expect(await runCommand(words, {})).toEqual({ code: `UsageError: ${line}`, printed: '', remarked: '' })
})

it('works beside a sandbox that runs: a token is good at once, a reset makes new admin clients', async () => {
  const sandbox = await startTestSandbox()
  onTestFinished(sandbox.close)
  const run = (...words: string[]) => runCommand(words, { DATABASE_URL: sandbox.databaseUrl })
  const names = async (token: string) => {
    const { body, code } = await callApi(sandbox.url, token.trim())('GET', '/api/v2/oauth/clients')
    return code ?? Object(body).entities.map(({ name }: { name: string }) => name)
  }

  const seeded = await run('seed', '--clients', '3', '--days', '2', '--seed', '5')
  const first = await run('token')
  const before = await names(first.printed)
  await run('snapshot', 'save', 'full')
  const reset = await run('reset', '--yes')
  const stale = await names(first.printed)
  const [, id = '', secret = ''] = /client id +(\S+)\n +client secret +(\S+)/.exec(reset.printed) ?? []
  const second = await run('token', '--client', id, '--secret', secret)
  const empty = await names(second.printed)

  expect(seeded.printed).toMatch(/^Seeded 3 clients, \d authorizations and [\d,]+ requests of the last 2 days$/m)
  expect(first).toEqual({ code: 0, remarked: '', printed: expect.stringMatching(/^[\w-]{43}\n$/) })
  expect(before).toHaveLength(4)
  expect(reset.remarked).toMatch(
    /^This removes 5 clients, 1 token, 0 usage executions, [\d,]+ counted requests, 1 snapshot from postgres:/,
  )
  expect([stale, empty]).toEqual(['bad.credentials', ['Admin Client']])
})

it('generates the same clients and traffic for the same seed, and others for another', async () => {
  const databases = [await givenDatabase(), await givenDatabase()] as const
  const seedWith = (seed: string, { env }: (typeof databases)[0]) =>
    runCommand(['seed', '--clients', '12', '--days', '3', '--seed', seed], env)
  const digest = async ({ sql }: (typeof databases)[0]) =>
    (
      await sql`select (select md5(string_agg(c::text, '' order by id)) from clients c where name <> 'Admin Client') as clients,
                       (select md5(string_agg(u::text, '' order by u)) from usage_counts u) as usage`
    )[0]

  for (const database of databases) await seedWith('7', database)
  const digests = [await digest(databases[0]), await digest(databases[1])]
  const again = await seedWith('7', databases[0])
  const unchanged = await digest(databases[0])
  await seedWith('8', databases[0])

  expect(digests[0]).toEqual(digests[1])
  expect(again.printed).toContain('Seeded already; nothing was changed')
  expect(unchanged).toEqual(digests[0])
  expect(await digest(databases[0])).not.toEqual(digests[0])
})

it('keeps, lists, restores and removes snapshots by name', async () => {
  const { env, sql } = await givenDatabase()
  const run = (...words: string[]) => runCommand(words, env)
  await run('seed', '--clients', '2', '--days', '1')
  const count = async () => (await sql`select count(*)::int as count from clients`)[0]?.count

  const saved = await run('snapshot', 'save', 'two')
  await sql`delete from clients where name <> 'Admin Client'`
  const asked = await run('snapshot', 'restore', 'two')
  const without = await count()
  const restored = await run('snapshot', 'restore', 'two', '--yes')
  const listed = await run('snapshot', 'list', '--json')
  const removed = await run('snapshot', 'remove', 'two')
  const again = await run('snapshot', 'remove', 'two')

  expect(saved.printed).toBe('Saved two\n')
  expect(asked.code).toBe('UsageError: Nobody can be asked here; give --yes to do it')
  expect(asked.remarked).toMatch(/^This replaces all data in postgres:\S+ by what they were at 20\S+Z\.\n$/)
  expect([without, await count()]).toEqual([2, 4])
  expect(restored.printed).toBe('Restored two\n')
  expect(JSON.parse(listed.printed)).toEqual([{ name: 'two', dateTaken: expect.stringMatching(/^\d{4}-.*Z$/) }])
  expect([removed.code, again.code]).toEqual([0, 'Error: There is no snapshot two'])
})

it('lists clients as a table and as JSON, and gives no token for a client that has none', async () => {
  const { env } = await givenDatabase()
  const run = (...words: string[]) => runCommand(words, env)
  await run('seed', '--organization', 'second')

  const table = await run('clients', '--organization', 'second')
  const clients = JSON.parse((await run('clients', '--organization', 'second', '--json')).printed)
  const idOf = (name: string) => clients.find((client: { name: string }) => client.name === name).id
  const ofCode = await run('token', '--client', idOf('Reception Desk'))
  const wrong = await run('token', '--client', idOf('Night Line Report'), '--secret', 'wrong')
  const good = await run('token', '--client', idOf('Night Line Report'))
  const elsewhere = '0b9a4b6c-6a3a-4d0e-9f0a-4f1f2c6f2b11'
  const settings = { SANDBOX_ADMIN_CLIENT_ID: elsewhere, SANDBOX_ADMIN_CLIENT_SECRET: 'sixteen-letters-or-more' }
  const absent = await runCommand(['token'], { ...env, ...settings })

  const lines = table.printed.trimEnd().split('\n')
  expect(lines[0]).toMatch(/^ID +NAME +GRANT TYPE +STATE +ORGANISATION +CREATED$/)
  expect(lines).toHaveLength(7)
  expect(clients.map(({ name }: { name: string }) => name)).toEqual([
    ...['Admin Client', 'Appointment Reminders', 'Insurance Portal', 'Night Line Report'],
    ...['Patient Record Lookup', 'Reception Desk'],
  ])
  expect([ofCode.printed, wrong.printed, wrong.code]).toEqual(['', '', 'Error: The secret is wrong'])
  expect(ofCode.code).toContain('who has to sign in')
  expect(absent.code).toBe(`Error: There is no client ${elsewhere} here; name another one by --client`)
  expect([good.code, good.remarked]).toEqual([0, ''])
})
