import { once } from 'node:events'
import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import postgres from 'postgres'
import { expect, it, onTestFinished } from 'vitest'
import { freePort } from '../../src/postgres/free-port.ts'
import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
  startThrowAwayPostgres,
} from '../../src/postgres/start-embedded-postgres.ts'
import { makeThrowAwayDirectory } from '../../src/postgres/throw-away-place.ts'
import { emptyCluster } from './empty-cluster.ts'
import { eventually, isRunning, type Program, startProgram } from './start-program.ts'
import { temporaryDirectory } from './temporary-directory.ts'

type Answer = Pick<EmbeddedPostgres, 'url' | 'pid' | 'isOwned'>

const program = (directory: string): Program =>
  startProgram(new URL('run-embedded-postgres.ts', import.meta.url), { args: [directory] })

const answerOf = async ({ printed }: Program): Promise<Answer> =>
  JSON.parse(await eventually(() => printed.stdout.includes('\n') && printed.stdout, 20_000))

const ask = async (url: string, statement: string): Promise<unknown[]> => {
  const sql = postgres(url, { max: 1, onnotice: () => undefined })
  try {
    return [...(await sql.unsafe(statement))]
  } finally {
    await sql.end()
  }
}

it('keeps what was written when it starts again on the same directory', async () => {
  const directory = await emptyCluster()
  const first = await startEmbeddedPostgres({ directory })
  await ask(first.url, 'create table kept as select 42 as answer')
  await first.stop()

  const second = await startEmbeddedPostgres({ directory })
  onTestFinished(second.stop)

  expect(await ask(second.url, 'select answer from kept')).toEqual([{ answer: 42 }])
  expect(isRunning(first.pid)).toBe(false)
})

it('listens on the loopback address alone and has no socket file and no shared memory apart from its data', async () => {
  const server = await startEmbeddedPostgres({ directory: await emptyCluster() })
  onTestFinished(server.stop)

  const settings = await ask(
    server.url,
    `select name, setting from pg_settings where name in
      ('dynamic_shared_memory_type', 'listen_addresses', 'unix_socket_directories') order by name`,
  )

  expect(settings).toEqual([
    { name: 'dynamic_shared_memory_type', setting: 'mmap' },
    { name: 'listen_addresses', setting: '127.0.0.1' },
    { name: 'unix_socket_directories', setting: '' },
  ])
})

it('ends with its parent, SIGKILL included, and starts again with every committed row', async () => {
  const directory = await emptyCluster()
  const killed = program(directory)
  const before = await answerOf(killed)
  await ask(before.url, 'create table kept as select 42 as answer')

  killed.child.kill('SIGKILL')
  await eventually(() => !isRunning(before.pid))

  const after = await answerOf(program(directory))
  expect(after.isOwned).toBe(true)
  expect(await ask(after.url, 'select answer from kept')).toEqual([{ answer: 42 }])
})

it('starts again after parent and server were killed together', async () => {
  const directory = await emptyCluster()
  const killed = program(directory)
  const before = await answerOf(killed)

  process.kill(before.pid, 'SIGKILL')
  killed.child.kill('SIGKILL')

  const after = await answerOf(program(directory))
  expect(after.isOwned).toBe(true)
  expect(after.pid).not.toBe(before.pid)
})

it('starts although the lock file of a dead server names a process that lives', async () => {
  const directory = await emptyCluster()
  writeFileSync(join(directory, 'postmaster.pid'), `${process.ppid}\n${directory}\n1700000000\n5432\n\n\n\nready   \n`)

  const server = await startEmbeddedPostgres({ directory })
  onTestFinished(server.stop)

  expect(await ask(server.url, 'select 1 as one')).toEqual([{ one: 1 }])
})

it('is made once when three processes race for a fresh directory, and shared', async () => {
  const parent = temporaryDirectory()

  const answers = await Promise.all([1, 2, 3].map(() => answerOf(program(join(parent, 'data')))))

  expect(answers.map(({ isOwned }) => isOwned).toSorted()).toEqual([false, false, true])
  expect(new Set(answers.map(({ pid }) => pid)).size).toBe(1)
  expect(readdirSync(parent)).toEqual(['data'])
})

it('takes another port when the chosen one is taken', async () => {
  const directory = await emptyCluster()
  const occupant = createServer()
  await once(occupant.listen(0, '127.0.0.1'), 'listening')
  onTestFinished(() => void occupant.close())
  const taken = Number(Object(occupant.address()).port)
  const free = await freePort()
  const ports = [taken, free]

  const server = await startEmbeddedPostgres({ directory, choosePort: async () => ports.shift() ?? 0 })
  onTestFinished(server.stop)

  expect(new URL(server.url).port).toBe(String(free))
})

it('leaves the server of another process alone when a guest stops', async () => {
  const directory = await emptyCluster()
  const owner = await startEmbeddedPostgres({ directory })
  onTestFinished(owner.stop)

  const guest = await startEmbeddedPostgres({ directory })
  await guest.stop()

  expect(guest.isOwned).toBe(false)
  expect(await Promise.race([guest.ended.then(() => 'ended'), owner.ended.then(() => 'ended'), 'runs'])).toBe('runs')
  expect(await ask(owner.url, 'select 1 as one')).toEqual([{ one: 1 }])
})

it('tells a guest when the server ends with its owner', async () => {
  const directory = await emptyCluster()
  const owner = await startEmbeddedPostgres({ directory })
  const guest = await startEmbeddedPostgres({ directory })

  await owner.stop()

  await expect(guest.ended).resolves.toBeUndefined()
})

it('goes where the user that runs the server can reach its data', async () => {
  const closed = temporaryDirectory()
  chmodSync(closed, 0o700)
  const wanted = join(closed, 'data')

  const server = await startEmbeddedPostgres({ directory: wanted })
  onTestFinished(() => rmSync(server.directory, { recursive: true }))
  onTestFinished(server.stop)

  expect(server.directory === wanted).toBe(process.getuid?.() !== 0)
  expect(await ask(server.url, 'show data_directory')).toEqual([{ data_directory: server.directory }])
})

it('refuses a directory that holds other files, and leaves them there', async () => {
  const directory = temporaryDirectory()
  writeFileSync(join(directory, 'letters.txt'), 'dear')

  const start = startEmbeddedPostgres({ directory })

  await expect(start).rejects.toMatchObject({ kind: 'embedded-postgres', message: /holds other files/ })
  expect(readdirSync(directory)).toEqual(['letters.txt'])
})

it.each([true, false])('refuses a file, also where there must be data: %s', async (mustExist) => {
  const directory = join(temporaryDirectory(), 'letter.txt')
  writeFileSync(directory, 'dear')

  const start = startEmbeddedPostgres({ directory, mustExist })

  await expect(start).rejects.toMatchObject({
    kind: 'embedded-postgres',
    message: `Cannot use ${directory} for data: it is a file`,
  })
})

it('refuses the data of another major version by name', async () => {
  const directory = temporaryDirectory()
  writeFileSync(join(directory, 'PG_VERSION'), '12\n')

  const start = startEmbeddedPostgres({ directory })

  await expect(start).rejects.toMatchObject({ kind: 'embedded-postgres', message: /made by Postgres 12, this is 18/ })
})

it('forgets everything at the end of a throw-away server, and clears up after one that was killed', async () => {
  const kept = await makeThrowAwayDirectory()
  const abandoned = kept.replace(`-${process.pid}-`, '-999999999-')
  mkdirSync(abandoned)
  onTestFinished(() => rmSync(kept, { recursive: true }))

  const server = await startThrowAwayPostgres()
  const wasThere = existsSync(server.directory)
  await server.stop()

  expect(wasThere).toBe(true)
  expect(existsSync(server.directory)).toBe(false)
  expect([existsSync(abandoned), existsSync(kept)]).toEqual([false, true])
})
