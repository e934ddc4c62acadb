import { setTimeout as sleep } from 'node:timers/promises'
import { createSandbox, type Sandbox } from '@grantstream/sandbox'
import { afterAll, beforeAll, expect, it } from 'vitest'

/** What is to be tested: lists the names of all clients, and heeds Retry-After. */
const listClients = async (apiUrl: string, token: string): Promise<string[]> => {
  const answer = await fetch(`${apiUrl}/api/v2/oauth/clients`, { headers: { authorization: `Bearer ${token}` } })
  if (answer.status === 429) {
    await sleep(Number(answer.headers.get('retry-after')) * 1000)
    return listClients(apiUrl, token)
  }
  const { entities } = (await answer.json()) as { entities: { name: string }[] }
  return entities.map(({ name }) => name)
}

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await createSandbox()
}, 30_000)
afterAll(() => sandbox.close())

it('lists clients although it is throttled once', async () => {
  const rule = { kind: 'error', code: 'too.many.requests.retry.after', retryAfterSeconds: 1, times: 1 } as const
  sandbox.control.faults.add(rule)

  const names = await listClients(sandbox.url, await sandbox.login())

  expect(names).toEqual(['Admin Client'])
  expect(sandbox.control.calls.list().map(({ status }) => status)).toEqual([200, 429, 200])
})
