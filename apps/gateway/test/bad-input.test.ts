import { readFileSync } from 'node:fs'
import { startTestSandbox, type TestSandbox } from '@grantstream/sandbox/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { UnexpectedFailure } from '../src/index.ts'
import type { GatewayEvent } from '../src/observe/gateway-event.ts'
import { listen, type RunningGateway } from '../src/server/listen.ts'
import { ask } from './ask.ts'
import { badMessages } from './bad-messages.ts'
import { badRequests, type Target } from './bad-requests.ts'

/** The table of the documentation, by its sections. */
const badInput = { ...badRequests, 'On a WebSocket': badMessages }

let sandbox: TestSandbox
let gateways: RunningGateway[]
let target: Target
const reported: UnexpectedFailure[] = []
const events: GatewayEvent[] = []

beforeAll(async () => {
  sandbox = await startTestSandbox()
  const options = {
    apiUrl: sandbox.url,
    report: (failure: UnexpectedFailure) => reported.push(failure),
    observe: (event: GatewayEvent) => events.push(event),
  }
  const gateway = await listen({ host: '127.0.0.1', port: 0 }, options)
  const hasty = await listen({ host: '127.0.0.1', port: 0, headMs: 200, requestMs: 400 }, options)
  gateways = [gateway, hasty]
  const token = await sandbox.login()
  const clientId = sandbox.admin.clientId
  const asked = async (query: string, variables = {}) => {
    const { data } = await ask(
      { fetch: (_url, init) => fetch(`${gateway.url}/graphql`, init) },
      query,
      variables,
      token,
    )
    return data as Record<string, Record<string, string>>
  }
  const start =
    'mutation ($id: ID!) { result: startUsageSummary(input: { clientId: $id }) { ... on UsageExecution { executionId } } }'
  const { executionId = '' } = (await asked(start, { id: clientId })).result ?? {}
  const { globalId = '' } =
    (await asked('query ($id: ID!) { result: oauthClient(clientId: $id) { globalId: id } }', { id: clientId }))
      .result ?? {}
  const list = await asked('{ result: oauthClients(first: 1) { edges { cursor } } }')
  const cursor = /"cursor":"([^"]+)"/.exec(JSON.stringify(list))?.[1] ?? ''
  const foreignToken = await sandbox.login(sandbox.second)
  target = { url: gateway.url, hastyUrl: hasty.url, token, foreignToken, clientId, executionId, globalId, cursor }
})
afterAll(async () => {
  for (const gateway of gateways) await gateway.close()
  await sandbox.close()
})

describe.each(Object.entries(badInput))('%s', (_section, rows) => {
  it.each(rows)('$what: $answer', async ({ answer, send }) => {
    expect(await send(target)).toBe(answer)
  })
})

describe('bad input', () => {
  it('of all these kinds is foreseen: nothing was reported, and the gateway answers as before', async () => {
    const response = await fetch(`${target.url}/graphql?query={oauthScopes{id}}`, {
      headers: { authorization: `Bearer ${target.token}` },
    })

    expect(await response.json()).toMatchObject({ data: { oauthScopes: expect.any(Array) } })
    expect(reported).toEqual([])
  })

  it('is told of once when it is a head that is too large, of which more may follow', () => {
    const told = events.filter(
      (event) => event.kind === 'refused' && event.guard === 'body-bytes' && event.transport === 'GET',
    )

    expect(told).toHaveLength(1)
  })

  it('has its table in the documentation, row by row', () => {
    const page = readFileSync(new URL('../../../docs/gateway-bad-input.md', import.meta.url), 'utf8')
    const sections = Object.entries(badInput).map(([section, rows]) =>
      [
        `## ${section}`,
        '',
        '| Input | Answer |',
        '| --- | --- |',
        ...rows.map(({ what, answer }) => `| ${what} | ${cell(answer)} |`),
      ].join('\n'),
    )

    for (const section of sections) expect(page).toContain(section)
  })
})

const cell = (answer: string): string => answer.replace(/ (.+)/, (_all, code) => ` \`${code}\``)
