import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import postgres from 'postgres'
import { expect, it, onTestFinished } from 'vitest'
import { createSandbox } from '../../src/index.ts'
import { openTestDatabase } from '../../src/testing/open-test-database.ts'
import { callApi } from '../call-api.ts'
import { emptyCluster } from './empty-cluster.ts'
import { eventually, isRunning } from './start-program.ts'

const total = async (url: string, token: string): Promise<unknown> =>
  Object((await callApi(url, token)('GET', '/api/v2/oauth/clients')).body).total

it('is ready to be called in one call, and leaves no server and no file when it is closed', async () => {
  const sandbox = await createSandbox({ settings: { usageDelayMs: [0, 0] } })
  const [own] = await ask(sandbox.databaseUrl, 'select pg_backend_pid() as pid')
  const [{ directory } = { directory: '' }] = await ask<{ directory: string }>(
    sandbox.databaseUrl,
    `select current_setting('data_directory') as directory`,
  )
  const viewer = await sandbox.clientWith(['oauth:client:view'])

  const totals = [
    await total(sandbox.url, await sandbox.login()),
    await total(sandbox.url, await sandbox.login(viewer)),
    await total(sandbox.url, await sandbox.login(sandbox.second)),
  ]
  const wasThere = existsSync(directory)
  await sandbox.close()

  expect(totals).toEqual([2, 2, 1])
  expect(sandbox.control.calls.list()).toHaveLength(6)
  expect([wasThere, existsSync(directory)]).toEqual([true, false])
  await eventually(() => !isRunning(Number(own?.pid)))
})

it('keeps what is in a data directory, where the admin clients get new secrets', async () => {
  const dataDirectory = await emptyCluster()
  const first = await createSandbox({ dataDirectory })
  await first.clientWith([])
  await first.close()

  await using second = await createSandbox({ dataDirectory })

  expect(await total(second.url, await second.login())).toBe(2)
  expect(second.admin.clientId).toBe(first.admin.clientId)
  await expect(second.login(first.admin)).rejects.toThrow('authentication failed')
})

it('serves from a database that is given, filled and left there, with the admin clients that settings name', async () => {
  const database = await openTestDatabase()
  onTestFinished(database.close)
  const firstAdmin = { clientId: 'b6a3f9d0-2c8e-4f61-9a57-1d0c4e8b7a35', clientSecret: 'known-to-the-test' }

  const sandbox = await createSandbox({
    databaseUrl: database.url,
    settings: { firstAdmin },
    seed: { clients: 3, days: 1 },
  })
  const served = await total(sandbox.url, await sandbox.login(firstAdmin))
  await sandbox.close()

  expect(served).toBe(4)
  expect(await database.sql`select count(*)::int as count from clients`).toEqual([{ count: 8 }])
})

it('closes what it opened when it cannot listen', async () => {
  const database = await openTestDatabase()
  onTestFinished(database.close)
  const occupant = createServer()
  await once(occupant.listen(0, '127.0.0.1'), 'listening')
  onTestFinished(() => void occupant.close())

  const creating = createSandbox({ databaseUrl: database.url, port: Number(Object(occupant.address()).port) })

  await expect(creating).rejects.toThrow('EADDRINUSE')
})

const ask = async <Row extends postgres.Row>(url: string, statement: string): Promise<Row[]> => {
  const sql = postgres(url, { max: 1 })
  try {
    return [...(await sql.unsafe<Row[]>(statement))]
  } finally {
    await sql.end()
  }
}
