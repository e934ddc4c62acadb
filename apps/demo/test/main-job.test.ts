import { contractOperations, readContract } from '@grantstream/contract/document'
import { startTestSandbox, type TestSandbox } from '@grantstream/sandbox/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDemoClient, deleteDemoClient } from '../src/demo-client.ts'
import { createGatewayClient } from '../src/gateway-client.ts'
import { launch, type RunningApp } from '../src/launch.ts'
import { compare } from '../src/main-job.ts'
import { makeCalls } from '../src/make-calls.ts'
import { type UsageExecution, usageByEndpoint } from '../src/usage.ts'
import { type Credentials, loginVendorClient, type VendorClient } from '../src/vendor-client.ts'

const dayMs = 24 * 60 * 60 * 1000
const today = Math.floor(Date.now() / dayMs) * dayMs
// Two days, since midnight may pass while the test runs.
const interval = { start: new Date(today).toISOString(), end: new Date(today + 2 * dayMs).toISOString() }

let sandbox: TestSandbox
let gateway: RunningApp
let admin: VendorClient
let demo: Credentials

beforeAll(async () => {
  sandbox = await startTestSandbox({ usageDelayMs: [400, 900] })
  gateway = await launch({
    name: 'gateway',
    environment: { GATEWAY_PORT: '0', UPSTREAM_API_URL: sandbox.url, UPSTREAM_LOGIN_URL: sandbox.url },
  })
  admin = await loginVendorClient(sandbox.url, sandbox.admin)
  demo = await createDemoClient(admin.oauth, sandbox.admin.clientId)
})

afterAll(async () => {
  await gateway?.stop()
  await sandbox?.close()
})

describe("the vendor's own SDK against the sandbox, watched through the gateway", () => {
  it('runs all 13 operations, and its usage is streamed from RUNNING to COMPLETE, count for count', async () => {
    const vendor = await loginVendorClient(sandbox.url, demo)
    const tally = await makeCalls(vendor.oauth, Object.values(interval).join('/'))

    const states: UsageExecution[] = []
    const graphql = createGatewayClient(`${gateway.url}/graphql`, admin.accessToken)
    const rows = await usageByEndpoint(graphql, { clientId: demo.clientId, interval }, (state) => states.push(state))

    const operations = contractOperations(readContract()).filter(({ tag }) => tag === 'OAuth')
    expect(tally.counts.map(({ httpMethod, templateUri }) => `${httpMethod} /${templateUri}`).sort()).toEqual(
      operations.map(({ method, path }) => `${method} ${path}`).sort(),
    )
    expect(tally.counts.filter(({ status400 }) => status400 > 0)).toHaveLength(6)
    expect(states.slice(0, -1).map(({ status, rows: early }) => [status, early])).toEqual(
      states.slice(0, -1).map(() => ['RUNNING', null]),
    )
    expect(states.length).toBeGreaterThan(1)
    expect(states.at(-1)?.status).toBe('COMPLETE')
    expect(new Set(states.map(({ executionId }) => executionId)).size).toBe(1)
    expect(() => compare(tally, rows)).not.toThrow()
    expect(rows).toHaveLength(13)
  })

  it('would notice a single call too few or too many', async () => {
    const vendor = await loginVendorClient(sandbox.url, demo)
    const graphql = createGatewayClient(`${gateway.url}/graphql`, admin.accessToken)
    const question = { clientId: demo.clientId, interval }
    const before = await usageByEndpoint(graphql, question, () => undefined)

    await vendor.oauth.getOauthScopes()
    const after = await usageByEndpoint(graphql, question, () => undefined)

    const scopes = (rows: typeof before) => rows.find(({ templateUri }) => templateUri === 'api/v2/oauth/scopes')
    expect(scopes(after)?.requests).toBe((scopes(before)?.requests ?? 0) + 1)
  })

  it('deactivates and deletes the client of a run, and what an earlier run left', async () => {
    await deleteDemoClient(admin.oauth, demo.clientId)

    const { entities = [] } = await admin.oauth.getOauthClients()

    expect(entities.filter(({ id }) => id === demo.clientId)).toEqual([])
    await expect(loginVendorClient(sandbox.url, demo)).rejects.toBeDefined()
  })
})
