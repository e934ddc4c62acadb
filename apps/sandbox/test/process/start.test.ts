import { expect, it, onTestFinished } from 'vitest'
import { logIn } from '../../src/testing/log-in.ts'
import { openTestDatabase } from '../../src/testing/open-test-database.ts'
import { emptyCluster } from './empty-cluster.ts'
import { madeClients, readyUrl, serverPid, startMain } from './sandbox-program.ts'
import { eventually, isRunning } from './start-program.ts'

const api = async (url: string, token: string, path: string, body?: unknown): Promise<Record<string, unknown>> => {
  const answer = await fetch(`${url}/api/v2/oauth/${path}`, {
    method: body ? 'POST' : 'GET',
    headers: { authorization: `Bearer ${token}`, ...(body ? { 'content-type': 'application/json' } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
  return Object(await answer.json())
}

it('keeps clients and executions over a restart, and tells secrets in the first run alone', async () => {
  const directory = await emptyCluster()
  const delay = { SANDBOX_USAGE_DELAY_MS: '1500' }
  const first = startMain(['--data-dir', directory], delay)
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

  const second = startMain(['--data-dir', directory], delay)
  const secondUrl = await readyUrl(second)

  const look = () => api(secondUrl, token, `${usage}/results/${executionId}`)
  expect((await fetch(`${secondUrl}/health`)).status).toBe(200)
  expect(await logIn(secondUrl, admin)).not.toBe(token)
  await expect.poll(look, { timeout: 20_000 }).toMatchObject({ queryStatus: 'Complete' })
  expect(second.printed.stdout).toContain(`client id ${admin.clientId}, with the secret shown when it was made`)
  expect(second.printed.stdout).not.toContain(admin.clientSecret)
})

it('seeds before it listens, as the environment names its admin client', async () => {
  const database = await openTestDatabase()
  onTestFinished(database.close)
  const admin = { clientId: 'b6a3f9d0-2c8e-4f61-9a57-1d0c4e8b7a35', clientSecret: 'known-to-the-test' }

  const program = startMain(['start', '--seed'], {
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
    const program = startMain(['seed', '--organization', 'second'], { DATABASE_URL: database.url })
    return { code: await program.exited, said: program.printed.stdout }
  }

  const once = await run()
  const twice = await run()

  expect(once).toEqual({ code: 0, said: expect.stringContaining('Seeded 5 clients, 2 authorizations') })
  expect(twice).toEqual({ code: 0, said: expect.stringContaining('Seeded already; nothing was changed') })
})
