import type { ApiUsageQueryResult, UsageExecutionResult } from '@grantstream/contract'
import { expect, it } from 'vitest'
import { logIn } from '../../src/testing/log-in.ts'
import { callApi } from '../call-api.ts'
import { emptyCluster } from './empty-cluster.ts'
import { readyUrl, serverPid, startMain } from './sandbox-program.ts'

const admin = { clientId: '8c1d5e3a-2b67-4f0d-9a34-51c7e08d6f21', clientSecret: 'a-secret-of-this-test-alone' }
const env = {
  SANDBOX_ADMIN_CLIENT_ID: admin.clientId,
  SANDBOX_ADMIN_CLIENT_SECRET: admin.clientSecret,
  SANDBOX_USAGE_DELAY_MS: '0',
  SANDBOX_CLIENT_CAP: '1000',
  SANDBOX_TOKEN_PER_MINUTE: '1000000',
}

const scopeCalls = async (url: string): Promise<number> => {
  const call = callApi(url, await logIn(url, admin))
  const started = await call('POST', `/api/v2/oauth/clients/${admin.clientId}/usage/query`, {
    interval: '2000-01/2100-01',
    groupBy: ['TemplateUri'],
  })
  const { body } = await call('GET', (started.body as UsageExecutionResult).resultsUri ?? '')
  const row = (body as ApiUsageQueryResult).results?.find(
    ({ templateUri }) => templateUri === 'api/v2/oauth/scopes/{scopeId}',
  )
  return row?.requests ?? 0
}

it('keeps every client and secret that it acknowledged when it and its Postgres are killed at work', async () => {
  const directory = await emptyCluster()
  const program = startMain(['--data-dir', directory], env)
  const url = await readyUrl(program)
  const call = callApi(url, await logIn(url, admin))
  const roles = await call('GET', '/api/v2/authorization/roles?name=Employee')
  const [role] = (roles.body as { entities: { id: string }[] }).entities
  const draft = {
    name: 'Kept',
    authorizedGrantType: 'CLIENT-CREDENTIALS',
    roleDivisions: [{ roleId: role?.id, divisionId: '*' }],
  }
  const server = serverPid(directory)
  const kept = new Map<string, string>()
  let calls = 0
  const write = async () => {
    for (;;) {
      const { body } = await call('POST', '/api/v2/oauth/clients', draft)
      const { id } = body as { id: string }
      const renewed = await call('POST', `/api/v2/oauth/clients/${id}/secret`)
      kept.set(id, (renewed.body as { secret: string }).secret)
      if (kept.size === 12) {
        program.child.kill('SIGKILL')
        process.kill(server, 'SIGKILL')
      }
    }
  }
  const count = async () => {
    for (;;) {
      calls++
      await call('GET', '/api/v2/oauth/scopes/users')
    }
  }
  await Promise.all(Array.from({ length: 20 }, () => call('GET', '/api/v2/oauth/scopes/users')))
  const counted = await scopeCalls(url)

  await Promise.allSettled([write(), write(), count(), count()])
  const again = await readyUrl(startMain(['--data-dir', directory], env))

  const logins = await Promise.allSettled(
    [...kept].map(([clientId, clientSecret]) => logIn(again, { clientId, clientSecret })),
  )
  const countedAgain = await scopeCalls(again)
  expect(kept.size).toBeGreaterThanOrEqual(12)
  expect(logins.filter(({ status }) => status === 'rejected')).toEqual([])
  expect(counted).toBe(20)
  expect(countedAgain).toBeGreaterThanOrEqual(20)
  expect(countedAgain).toBeLessThanOrEqual(20 + calls)
})
