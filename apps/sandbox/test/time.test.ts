import type { UsageExecutionResult } from '@grantstream/contract'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { startTestSandbox, type TestSandbox } from '../src/testing/index.ts'
import { callApi } from './call-api.ts'
import { codeClient, createClient } from './client-drafts.ts'

const path = '/api/v2/oauth/clients'
const dayMs = 86_400_000
let sandbox: TestSandbox

beforeAll(async () => {
  sandbox = await startTestSandbox({ usageDelayMs: [60_000, 60_000] })
})
beforeEach(() => sandbox.control.clock.freeze(new Date('2026-03-04T10:00:00Z')))
afterAll(() => sandbox.close())

const start = async () => callApi(sandbox.url, await sandbox.login())

it('expires tokens when the clock passes their end, and no moment before', async () => {
  const call = await start()
  await sandbox.control.clock.advance(dayMs - 1)
  const lastMoment = await call('GET', path)
  await sandbox.control.clock.advance(1)

  const after = await call('GET', path)

  expect([lastMoment.status, after.status, after.code]).toEqual([200, 401, 'bad.credentials'])
})

it('completes executions and lets them expire', async () => {
  const call = await start()
  const { body } = await call('GET', `${path}/${sandbox.admin.clientId}/usage/summary`)
  const uri = (body as UsageExecutionResult).resultsUri ?? ''
  const status = async () => {
    const answer = await callApi(sandbox.url, await sandbox.login())('GET', uri)
    return (answer.body as { queryStatus?: string }).queryStatus ?? answer.code
  }

  const first = await status()
  await sandbox.control.clock.advance(60_000)
  const second = await status()
  await sandbox.control.clock.set(new Date('2026-03-05T10:00:00Z'))

  expect([first, second, await status()]).toEqual(['Running', 'Complete', 'not.found'])
})

it('removes clients whose time has come, before the movement is over', async () => {
  const { id } = await createClient(await start())
  await sandbox.control.clock.advance(40 * dayMs)
  await (await start())('PUT', `${path}/${id}`, { ...codeClient, state: 'inactive' })
  await sandbox.control.clock.advance(7 * dayMs - 1)
  const before = await (await start())('GET', `${path}/${id}`)

  await sandbox.control.clock.advance(1)

  const after = await (await start())('GET', `${path}/${id}`)
  expect(before.body).toMatchObject({ state: 'inactive', dateToDelete: '2026-04-20T10:00:00.000Z' })
  expect(after.code).toBe('client.not.found')
})

it('dates what happens by itself, running or frozen', async () => {
  await sandbox.control.clock.set(new Date('2031-07-01T00:00:00Z'))
  await sandbox.control.clock.resume()
  const call = await start()

  const running = await createClient(call)

  expect(running.dateCreated).toMatch(/^2031-07-01T00:0/)
  expect(sandbox.control.clock.isFrozen).toBe(false)
  await sandbox.control.clock.reset()
  expect(Math.abs(sandbox.control.clock.now().getTime() - Date.now())).toBeLessThan(1000)
})
