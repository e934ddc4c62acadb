import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it, onTestFinished } from 'vitest'
import { logIn } from '../../src/testing/log-in.ts'
import { openTestDatabase } from '../../src/testing/open-test-database.ts'
import { emptyCluster } from './empty-cluster.ts'
import { eventually, isRunning, type Program, startProgram } from './start-program.ts'
import { temporaryDirectory } from './temporary-directory.ts'

const main = (args: readonly string[], env: NodeJS.ProcessEnv = {}): Program =>
  startProgram(new URL('../../src/main.ts', import.meta.url), {
    args,
    env: { SANDBOX_PORT: '0', ...env },
    cwd: temporaryDirectory(),
  })

const readyUrl = async ({ child, printed }: Program): Promise<string> => {
  const [message] = await Promise.race([once(child, 'message'), once(child, 'exit').then(() => [printed.stderr])])
  return Object(message).ready
}

const serverPid = (directory: string): number =>
  Number(readFileSync(join(directory, 'postmaster.pid'), 'utf8').split('\n')[0])

const madeClients = ({ printed }: Program) =>
  [...printed.stdout.matchAll(/client id +(\S+)\n +client secret +(\S+)/g)].map(
    ([, clientId = '', clientSecret = '']) => ({
      clientId,
      clientSecret,
    }),
  )

const api = async (url: string, token: string, path: string, body?: unknown): Promise<Record<string, unknown>> => {
  const answer = await fetch(`${url}/api/v2/oauth/${path}`, {
    method: body ? 'POST' : 'GET',
    headers: { authorization: `Bearer ${token}`, ...(body ? { 'content-type': 'application/json' } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
  return Object(await answer.json())
}

it('explains itself', async () => {
  const program = main(['--help'])

  expect(await program.exited).toBe(0)
  expect(program.printed.stdout).toMatch(/^Usage: .*start.*seed.*SANDBOX_PORT/s)
})

it('tells its version', async () => {
  const program = main(['--version'])

  expect(await program.exited).toBe(0)
  expect(program.printed.stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
})

it.each([
  [2, ['sart'], {}, 'There is no command "sart"; the commands are start and seed (see --help)'],
  [2, ['--sed'], {}, "Unknown option '--sed'; the flags of start are --help, --version, --data-dir, --seed"],
  [2, ['seed', '--organization', 'third'], {}, '--organization is "third"; it must be first, second or both'],
  [1, [], { SANDBOX_PORT: 'many' }, 'SANDBOX_PORT is "many"; it must be a whole number from 0 to 65535'],
  [
    1,
    [],
    { DATABASE_URL: 'postgres://joe:sesame@127.0.0.1:1/shop' },
    'Cannot use postgres://joe@127.0.0.1:1/shop: nothing listens there',
  ],
])('exits with %i and one line for %j with %j', async (code, args, env, line) => {
  const program = main(args, env)

  expect(await program.exited).toBe(code)
  expect(program.printed).toEqual({ stdout: '', stderr: `${line}\n` })
})

it('refuses a password that a database of ours does not take, in one line without it', async () => {
  const database = await openTestDatabase()
  onTestFinished(database.close)
  const program = main([], { DATABASE_URL: database.url.replace('postgres@', 'joe:sesame@') })

  expect(await program.exited).toBe(1)
  expect(program.printed.stderr).toMatch(/^Cannot use postgres:\/\/joe@\S+: .+\n$/)
})

it('says that the port is in use, keeps no Postgres running and no secret to itself', async () => {
  const occupant = createServer()
  await once(occupant.listen(0, '127.0.0.1'), 'listening')
  onTestFinished(() => void occupant.close())
  const port = String(Object(occupant.address()).port)
  const directory = await emptyCluster()

  const program = main(['--data-dir', directory], { SANDBOX_PORT: port })

  expect(await program.exited).toBe(1)
  expect(program.printed.stderr).toBe(
    `Cannot listen on 127.0.0.1:${port}: the port is in use; choose another with SANDBOX_PORT\n`,
  )
  expect(readdirSync(directory)).not.toContain('postmaster.pid')
  expect(madeClients(program)).toHaveLength(2)
})

it('keeps clients and executions over a restart, and tells secrets in the first run alone', async () => {
  const directory = await emptyCluster()
  const delay = { SANDBOX_USAGE_DELAY_MS: '1500' }
  const first = main(['--data-dir', directory], delay)
  const firstUrl = await readyUrl(first)
  const [admin = { clientId: '', clientSecret: '' }] = await eventually(
    () => madeClients(first).length === 2 && madeClients(first),
  )
  const token = await logIn(firstUrl, admin)
  const usage = `clients/${admin.clientId}/usage/query`
  const { executionId } = await api(firstUrl, token, usage, { interval: '2026-01-01/2026-01-31' })
  const server = serverPid(directory)
  first.child.kill('SIGTERM')
  expect(await first.exited).toBe(0)
  expect(isRunning(server)).toBe(false)

  const second = main(['--data-dir', directory], delay)
  const secondUrl = await readyUrl(second)

  const look = () => api(secondUrl, token, `${usage}/results/${executionId}`)
  expect((await fetch(`${secondUrl}/health`)).status).toBe(200)
  expect(await logIn(secondUrl, admin)).not.toBe(token)
  await expect.poll(look, { timeout: 20_000 }).toMatchObject({ queryStatus: 'Complete' })
  expect(second.printed.stdout).toContain(`client id ${admin.clientId}, with the secret shown when it was made`)
  expect(second.printed.stdout).not.toContain(admin.clientSecret)
})

it('leaves nothing behind when it is killed, and starts again', async () => {
  const directory = join(temporaryDirectory(), 'data')
  const killed = main(['--data-dir', directory])
  await readyUrl(killed)
  const server = serverPid(directory)

  killed.child.kill('SIGKILL')
  await eventually(() => !isRunning(server))

  expect(await readyUrl(main(['--data-dir', directory]))).toMatch(/^http:/)
})

it('ends with an error when its Postgres ends by itself', async () => {
  const directory = await emptyCluster()
  const program = main(['--data-dir', directory])
  await readyUrl(program)

  process.kill(serverPid(directory), 'SIGKILL')

  expect(await program.exited).toBe(1)
  expect(program.printed.stderr).toBe('The embedded Postgres ended by itself\n')
})

it('lets a request in flight end before it does', async () => {
  const database = await openTestDatabase()
  onTestFinished(database.close)
  const program = main([], { DATABASE_URL: database.url })
  const { hostname, port } = new URL(await readyUrl(program))
  const socket = connect(Number(port), hostname)
  let answer = ''
  socket.setEncoding('utf8').on('data', (text) => {
    answer += text
  })
  socket.write('POST /oauth/token HTTP/1.1\r\nHost: here\r\nContent-Type: application/x-www-form-urlencoded\r\n')
  socket.write('Content-Length: 29\r\n\r\ngrant_type=')
  await sleep(100)

  program.child.kill('SIGINT')
  await sleep(200)
  socket.write('client_credentials')

  expect(await program.exited).toBe(0)
  expect(answer).toMatch(/^HTTP\/1\.1 40[01] /)
})

it('does not wait for a request that never ends', async () => {
  const database = await openTestDatabase()
  onTestFinished(database.close)
  const program = main([], { DATABASE_URL: database.url })
  const { hostname, port } = new URL(await readyUrl(program))
  const socket = connect(Number(port), hostname).on('error', () => undefined)
  socket.write('POST /oauth/token HTTP/1.1\r\nHost: here\r\nContent-Length: 29\r\n\r\ngrant_type=')
  await sleep(100)
  const start = performance.now()

  program.child.kill('SIGTERM')

  expect(await program.exited).toBe(0)
  expect(performance.now() - start).toBeLessThan(6000)
})

it('stops when its terminal is closed', async () => {
  const database = await openTestDatabase()
  onTestFinished(database.close)
  const program = main([], { DATABASE_URL: database.url })
  await readyUrl(program)

  program.child.kill('SIGHUP')

  expect(await program.exited).toBe(0)
})

it('stops when the parent that it has a channel to is gone', async () => {
  const database = await openTestDatabase()
  onTestFinished(database.close)
  const program = main([], { DATABASE_URL: database.url })
  await readyUrl(program)

  program.child.disconnect()

  expect(await program.exited).toBe(0)
})

it('seeds before it listens, as the environment names its admin client', async () => {
  const database = await openTestDatabase()
  onTestFinished(database.close)
  const admin = { clientId: 'b6a3f9d0-2c8e-4f61-9a57-1d0c4e8b7a35', clientSecret: 'known-to-the-test' }

  const program = main(['start', '--seed'], {
    DATABASE_URL: database.url,
    SANDBOX_ADMIN_CLIENT_ID: admin.clientId,
    SANDBOX_ADMIN_CLIENT_SECRET: admin.clientSecret,
  })
  const url = await readyUrl(program)

  const { total } = await api(url, await logIn(url, admin), 'clients')
  expect(total).toBe(41)
  expect(program.printed.stdout).toMatch(
    /^Seeded 45 clients, 10 authorizations and [\d,]+ requests of the last 90 days$/m,
  )
  expect(program.printed.stdout).not.toContain(admin.clientSecret)
})

it('seeds one organisation and ends, and the second time changes nothing', async () => {
  const database = await openTestDatabase()
  onTestFinished(database.close)
  const run = async () => {
    const program = main(['seed', '--organization', 'second'], { DATABASE_URL: database.url })
    return { code: await program.exited, said: program.printed.stdout }
  }

  const once = await run()
  const twice = await run()

  expect(once).toEqual({ code: 0, said: expect.stringContaining('Seeded 5 clients, 2 authorizations') })
  expect(twice).toEqual({ code: 0, said: expect.stringContaining('Seeded already; nothing was changed') })
})
