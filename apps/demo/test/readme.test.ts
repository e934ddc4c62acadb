import { readFileSync } from 'node:fs'
import { startTestSandbox, type TestSandbox } from '@grantstream/sandbox/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createGatewayClient, type GatewayClient } from '../src/gateway-client.ts'
import { launch, type RunningApp } from '../src/launch.ts'

const root = new URL('../../../', import.meta.url)
const readme = readFileSync(new URL('README.md', root), 'utf8')
const blocks = (language: string): string[] =>
  [...readme.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(([, text]) => text ?? '')
const [query = '', mutation = '', subscription = ''] = blocks('graphql')

let sandbox: TestSandbox
let gateway: RunningApp
let client: GatewayClient

beforeAll(async () => {
  sandbox = await startTestSandbox({ usageDelayMs: [0, 0] })
  gateway = await launch({
    name: 'gateway',
    environment: { GATEWAY_PORT: '0', UPSTREAM_API_URL: sandbox.url, UPSTREAM_LOGIN_URL: sandbox.url },
  })
  client = createGatewayClient(`${gateway.url}/graphql`, await sandbox.login())
})

afterAll(async () => {
  await gateway?.stop()
  await sandbox?.close()
})

describe('the README', () => {
  it('shows a query that answers', async () => {
    const { oauthClients } = await client.ask<{ oauthClients: { totalCount: number; nodes: unknown[] } }>(query)

    expect(oauthClients.nodes.length).toBeGreaterThan(0)
    expect(oauthClients.totalCount).toBeGreaterThanOrEqual(oauthClients.nodes.length)
  })

  it('shows a mutation that creates a client and its secret', async () => {
    const { createOAuthClient } = await client.ask<{ createOAuthClient: { client: object; secret: string } }>(mutation)

    expect(createOAuthClient).toEqual({ client: { clientId: expect.any(String) }, secret: expect.any(String) })
  })

  it('shows a subscription that ends with rows', async () => {
    const statuses: string[] = []
    const variables = { clientId: sandbox.admin.clientId }
    for await (const state of client.follow<{ usageQuery: { status: string } }>(subscription, variables))
      statuses.push(state.usageQuery.status)

    expect(statuses.at(-1)).toBe('COMPLETE')
  })

  it('shows documents in its curl commands that the gateway takes', async () => {
    const bodies = blocks('sh').flatMap((text) =>
      [...text.matchAll(/-d '(\{"query"[\s\S]*?)'\n/g)].map(([, body = '']) => body),
    )
    const sent = bodies.map((body) => JSON.parse(body.replace(`'"$CLIENT_ID"'`, sandbox.admin.clientId)))

    expect(sent).toHaveLength(2)
    for (const { query: document, variables } of sent) {
      if (!document.startsWith('subscription')) await client.ask(document, variables)
      else for await (const _state of client.follow(document, variables));
    }
  })

  it("shows core's example as it is run in core's tests, in under 15 lines", () => {
    const example = readFileSync(new URL('packages/core/examples/watch-usage.ts', root), 'utf8')

    expect(blocks('ts')).toEqual([example])
    expect(example.split('\n').filter((line) => line.trim() !== '').length).toBeLessThan(15)
  })
})
