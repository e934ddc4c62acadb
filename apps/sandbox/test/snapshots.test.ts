import type { OAuthClientEntityListing, UsageExecutionResult } from '@grantstream/contract'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { openDatabase } from '../src/store/open-database.ts'
import { startTestSandbox, type TestSandbox } from '../src/testing/index.ts'
import { type CallApi, callApi } from './call-api.ts'
import { codeClient, createClient, credentialsClient } from './client-drafts.ts'

const path = '/api/v2/oauth/clients'
let sandbox: TestSandbox
let call: CallApi

beforeAll(async () => {
  sandbox = await startTestSandbox({ usageDelayMs: [0, 0], settings: { clientCap: 10_000 } })
  call = callApi(sandbox.url, await sandbox.login())
})
afterAll(() => sandbox.close())

const names = async (): Promise<string[]> =>
  ((await call('GET', path)).body as OAuthClientEntityListing).entities?.map(({ name }) => name).sort() ?? []

it('brings everything back: clients, secrets, tokens, executions and usage', async () => {
  const { id: clientId, secret: clientSecret = '' } = await createClient(call, credentialsClient)
  const viewer = { clientId, clientSecret }
  const own = callApi(sandbox.url, await sandbox.login(viewer))
  await own('GET', path)
  const usage = async () => {
    const { body } = await call('POST', `${path}/${viewer.clientId}/usage/query`, { interval: '2020-01/2120-01' })
    return (await call('GET', (body as UsageExecutionResult).resultsUri ?? '')).body
  }
  const { body: execution } = await call('GET', `${path}/${viewer.clientId}/usage/summary`)
  const before = { names: await names(), usage: await usage() }
  await sandbox.control.snapshots.take('before')

  await own('GET', path)
  await createClient(call)
  await call('PUT', `${path}/${viewer.clientId}`, { ...credentialsClient, state: 'inactive' })
  await call('DELETE', `${path}/${viewer.clientId}`)
  const gone = await own('GET', path)
  const isRestored = await sandbox.control.snapshots.restore('before')

  expect([gone.code, isRestored]).toEqual(['bad.credentials', true])
  expect({ names: await names(), usage: await usage() }).toEqual(before)
  expect((await own('GET', (execution as UsageExecutionResult).resultsUri ?? '')).status).toBe(200)
  await expect(sandbox.login(viewer)).resolves.toEqual(expect.any(String))
})

it('copies every table, whatever tables there are', async () => {
  const database = await openDatabase(sandbox.databaseUrl, { maxConnections: 1 })
  onTestFinished(() => database.close())
  const tables = (schema: string) =>
    database.sql`select tablename from pg_tables where schemaname = ${schema} order by 1`

  await sandbox.control.snapshots.take('tables')

  const copied = await tables('sandbox_snapshot_tables')
  expect([...copied]).toEqual([...(await tables('public'))])
  expect(copied.length).toBeGreaterThan(10)
})

it('takes and restores while calls go on, each time all of it or nothing', async () => {
  await sandbox.control.snapshots.take('quiet')
  const quiet = await names()
  let isOver = false
  const clients = async (): Promise<number> => {
    let count = 0
    for (; !isOver; count++) {
      const { status, code } = await call('POST', path, codeClient)
      expect(status, code).toBe(200)
    }
    return count
  }

  const busy = Promise.all([clients(), clients(), clients()])
  for (let round = 0; round < 5; round++) {
    await sandbox.control.snapshots.take('busy')
    expect(await sandbox.control.snapshots.restore('busy')).toBe(true)
  }
  isOver = true
  const made = (await busy).reduce((sum, count) => sum + count)
  await sandbox.control.snapshots.restore('quiet')

  expect(made).toBeGreaterThan(10)
  expect(await names()).toEqual(quiet)
})

it('keeps several under their names, replaces one of the same name, and removes them', async () => {
  const { snapshots, clock } = sandbox.control
  for (const { name } of await snapshots.list()) await snapshots.remove(name)
  await clock.freeze(new Date('2026-05-06T07:08:09.123Z'))
  await snapshots.take('one')
  await snapshots.take('two')
  await clock.advance(1000)
  await snapshots.take('one')
  await clock.reset()

  const listed = await snapshots.list()
  const isRemoved = await snapshots.remove('one')

  expect(listed).toEqual([
    { name: 'one', dateTaken: new Date('2026-05-06T07:08:10.123Z') },
    { name: 'two', dateTaken: new Date('2026-05-06T07:08:09.123Z') },
  ])
  expect([isRemoved, await snapshots.remove('one'), await snapshots.restore('one')]).toEqual([true, false, false])
})

it.each(['', 'A', 'a"b', 'public; drop', 'x'.repeat(41)])('refuses the name %j', async (name) => {
  await expect(sandbox.control.snapshots.take(name)).rejects.toThrow('1 to 40 characters')
})
