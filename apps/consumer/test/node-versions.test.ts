import { startTestSandbox, type TestSandbox } from '@grantstream/sandbox/testing'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { findNodes } from '../src/find-nodes.ts'
import { runScript } from '../src/run-script.ts'

const { project } = inject('packed')
const nodes = findNodes(process.env)
let sandbox: TestSandbox
beforeAll(async () => {
  sandbox = await startTestSandbox()
})
afterAll(() => sandbox.close())

/** Runs in a Node that may be older than ours: plain JavaScript, and nothing but the packed file. */
const script = `
import { clientCredentials, createOAuthApi, pollUsageExecution } from '@grantstream/core'
import { createNodeTransport } from '@grantstream/core/node'
import { observeWithOpenTelemetry } from '@grantstream/core/opentelemetry'
import { bearerToken, createCall, getOauthScopes } from '@grantstream/core/operations'
import { pollUntil } from '@grantstream/core/poll'
import { auditClients } from '@grantstream/core/tasks'
import { defer, lastValueFrom, of, toArray } from 'rxjs'

const [url, clientId, clientSecret] = process.argv.slice(2)
const api = createOAuthApi({ apiUrl: url, loginUrl: url, auth: clientCredentials({ clientId, clientSecret }) })
const transport = createNodeTransport()
const pooled = createOAuthApi({ apiUrl: url, loginUrl: url, auth: clientCredentials({ clientId, clientSecret }), transport })
const call = createCall({ apiUrl: url, auth: bearerToken('unknown') })
let looks = 0
const polled = defer(() => of(++looks)).pipe(pollUntil({ isDone: (look) => look === 3, nextDelayMs: () => 1 }))
const usage = api.getOauthClientUsageSummary(clientId).pipe(pollUsageExecution(api, clientId, { schedule: () => 20 }))
process.stdout.write(JSON.stringify({
  clients: (await lastValueFrom(api.getOauthClients())).total,
  findings: (await lastValueFrom(auditClients(api).pipe(toArray()))).map(({ rule }) => rule),
  looks: await lastValueFrom(polled),
  usage: (await lastValueFrom(usage)).status,
  pooled: (await lastValueFrom(pooled.getOauthScopes())).total,
  one: (await lastValueFrom(getOauthScopes(call)).catch((error) => error)).status,
  openTelemetry: typeof observeWithOpenTelemetry,
}))
await transport.close()
`

describe('the packed file', () => {
  it.each(nodes)('works on Node $version', async ({ path }) => {
    const { stdout, stderr } = await runScript(path, project, script, sandbox)

    expect(stderr).toBe('')
    expect(JSON.parse(stdout)).toEqual({
      clients: 1,
      findings: ['all-divisions'],
      looks: 3,
      usage: 'complete',
      pooled: 134,
      one: 401,
      openTelemetry: 'function',
    })
  })

  it('was run on the Node of this repository at least', () => {
    expect(nodes.map(({ version }) => version)).toContain(process.version)
  })
})
