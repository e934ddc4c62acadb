import { createDemoClient, deleteDemoClient } from './demo-client.ts'
import { createGatewayClient } from './gateway-client.ts'
import { makeCalls } from './make-calls.ts'
import { heading, say, sayEndpoints, sayState } from './report.ts'
import type { Tally } from './tally.ts'
import { type UsageRow, usageByEndpoint } from './usage.ts'
import { type Credentials, loginVendorClient } from './vendor-client.ts'

export interface MainJobOptions {
  readonly sandboxUrl: string
  readonly graphqlUrl: string
  readonly admin: Credentials
}

const dayMs = 24 * 60 * 60 * 1000

/**
 * The main job in sight: the vendor's own SDK makes calls, and the gateway streams their usage until it is complete.
 * Then the same question about a client of the seeded organisation. Rejects when a count differs from the calls made.
 */
export const runMainJob = async ({ sandboxUrl, graphqlUrl, admin }: MainJobOptions): Promise<void> => {
  const { oauth, accessToken } = await loginVendorClient(sandboxUrl, admin)
  const gateway = createGatewayClient(graphqlUrl, accessToken)
  const today = startOfDay(Date.now())

  heading("The vendor's own SDK calls the sandbox")
  const demo = await createDemoClient(oauth, admin.clientId)
  const vendor = await loginVendorClient(sandboxUrl, demo)
  const tally = await makeCalls(vendor.oauth, interval(today, 1))
  say(`  ${tally.requests} calls, all 13 operations, ${sum(tally, 'status400')} of them refused as they should be`)

  heading('The gateway streams what they were')
  // Two days: midnight may have passed while the calls were made.
  const justNow = { clientId: demo.clientId, interval: bounds(today, 2) }
  const rows = await usageByEndpoint(gateway, justNow, sayState)
  sayEndpoints(rows, 20)
  compare(tally, rows)
  say('  Every count is that of the calls just made.')
  await deleteDemoClient(oauth, demo.clientId)

  const busy = await seededClient(gateway)
  heading(`Ninety days of "${busy.name}", a client of the seeded organisation`)
  const ninetyDays = { clientId: busy.clientId, interval: bounds(today - 89 * dayMs, 90) }
  sayEndpoints(await usageByEndpoint(gateway, ninetyDays, sayState), 10)
}

interface SeededClients {
  readonly oauthClients: { readonly nodes: readonly { readonly clientId: string; readonly name: string }[] }
}

const seededClient = async (gateway: ReturnType<typeof createGatewayClient>) => {
  const { oauthClients } = await gateway.ask<SeededClients>(/* GraphQL */ `
    query SeededClient {
      oauthClients(
        first: 1
        filter: { state: ACTIVE, authorizedGrantType: CLIENT_CREDENTIALS }
        orderBy: { field: DATE_CREATED, direction: ASC }
      ) {
        nodes {
          clientId
          name
        }
      }
    }
  `)
  const [client] = oauthClients.nodes
  if (!client) throw new Error('the organisation has no active client-credentials client')
  return client
}

/** Holds what the gateway answered against the calls made, count for count. */
export const compare = (tally: Tally, rows: readonly UsageRow[]): void => {
  const line = (count: Pick<UsageRow, 'httpMethod' | 'templateUri' | 'requests' | 'status200' | 'status400'>) =>
    `${count.httpMethod} ${count.templateUri}: ${count.requests} requests, ${count.status200} 2xx, ${count.status400} 4xx`
  const made = tally.counts.map(line)
  const counted = rows.map(line)
  const differing = [
    ...made.filter((each) => !counted.includes(each)).map((each) => `  made    ${each}`),
    ...counted.filter((each) => !made.includes(each)).map((each) => `  counted ${each}`),
  ]
  if (differing.length > 0) throw new Error(`the usage differs from the calls made\n${differing.join('\n')}`)
}

const sum = (tally: Tally, status: 'status200' | 'status400'): number =>
  tally.counts.reduce((total, count) => total + count[status], 0)

const startOfDay = (instant: number): number => Math.floor(instant / dayMs) * dayMs

const bounds = (start: number, days: number) => ({
  start: new Date(start).toISOString(),
  end: new Date(start + days * dayMs).toISOString(),
})

const interval = (start: number, days: number): string => Object.values(bounds(start, days)).join('/')
