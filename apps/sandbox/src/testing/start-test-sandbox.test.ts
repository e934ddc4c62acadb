import postgres from 'postgres'
import { expect, inject, it, onTestFinished } from 'vitest'
import { startTestSandbox } from './start-test-sandbox.ts'

it('gives every sandbox an address and a database of its own', async () => {
  const [one, other] = await Promise.all([startTestSandbox(), startTestSandbox()])
  onTestFinished(async () => {
    await Promise.all([one.close(), other.close()])
  })

  expect(one.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
  expect(one.url).not.toBe(other.url)
  expect(one.databaseUrl).not.toBe(other.databaseUrl)
})

it('lets the admin clients of both organisations and a client with few permissions log in', async () => {
  const sandbox = await startTestSandbox()
  onTestFinished(sandbox.close)
  const viewer = await sandbox.clientWith(['oauth:client:view'], 'second')

  const tokens = await Promise.all([sandbox.login(), sandbox.login(sandbox.second), sandbox.login(viewer)])

  expect(new Set(tokens).size).toBe(3)
})

it('drops the database when it is closed', async () => {
  const sandbox = await startTestSandbox()
  const name = new URL(sandbox.databaseUrl).pathname.slice(1)

  await sandbox.close()

  const server = postgres(inject('sandboxServer').serverUrl, { max: 1 })
  onTestFinished(() => server.end())
  expect(await server`select 1 from pg_database where datname = ${name}`).toHaveLength(0)
})

it('fails at closing when a connection to its database was left open', async () => {
  const sandbox = await startTestSandbox()
  const forgotten = postgres(sandbox.databaseUrl, { max: 1, connection: { application_name: 'forgotten' } })
  onTestFinished(() => forgotten.end())
  await forgotten`select 1`

  const closing = sandbox.close()

  await expect(closing).rejects.toThrow(/Still connected .* forgotten: select 1/)
})
