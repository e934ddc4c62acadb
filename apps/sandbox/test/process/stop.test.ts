import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it, onTestFinished } from 'vitest'
import { openTestDatabase } from '../../src/testing/open-test-database.ts'
import { emptyCluster } from './empty-cluster.ts'
import { readyUrl, serverPid, startMain } from './sandbox-program.ts'
import { eventually, isRunning } from './start-program.ts'

it('leaves nothing behind when it is killed, and starts again', async () => {
  const directory = await emptyCluster()
  const killed = startMain(['--data-dir', directory])
  await readyUrl(killed)
  const server = serverPid(directory)

  killed.child.kill('SIGKILL')
  await eventually(() => !isRunning(server))

  expect(await readyUrl(startMain(['--data-dir', directory]))).toMatch(/^http:/)
})

it('ends with an error when its Postgres ends by itself', async () => {
  const directory = await emptyCluster()
  const program = startMain(['--data-dir', directory])
  await readyUrl(program)

  process.kill(serverPid(directory), 'SIGKILL')

  expect(await program.exited).toBe(1)
  expect(program.printed.stderr).toBe('The embedded Postgres ended by itself\n')
})

it('tells why it ends when the sandbox ends whose Postgres it shares', async () => {
  const directory = await emptyCluster()
  const owner = startMain(['--data-dir', directory])
  await readyUrl(owner)
  const guest = startMain(['--data-dir', directory])
  await readyUrl(guest)

  owner.child.kill('SIGTERM')

  expect(await guest.exited).toBe(1)
  expect(guest.printed.stderr).toBe(
    'The process that ran the Postgres of these data has ended; start again to serve them\n',
  )
})

it('lets a request in flight end before it does', async () => {
  const database = await openTestDatabase()
  onTestFinished(database.close)
  const program = startMain([], { DATABASE_URL: database.url })
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
  const program = startMain([], { DATABASE_URL: database.url })
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
  const program = startMain([], { DATABASE_URL: database.url })
  await readyUrl(program)

  program.child.kill('SIGHUP')

  expect(await program.exited).toBe(0)
})

it('stops when the parent that it has a channel to is gone', async () => {
  const database = await openTestDatabase()
  onTestFinished(database.close)
  const program = startMain([], { DATABASE_URL: database.url })
  await readyUrl(program)

  program.child.disconnect()

  expect(await program.exited).toBe(0)
})
