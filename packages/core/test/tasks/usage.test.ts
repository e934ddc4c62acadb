import { firstValueFrom, lastValueFrom, toArray } from 'rxjs'
import { describe, expect, it } from 'vitest'
import { type ApiUsageRow, type OAuthApi, pollUsageExecution, type UsagePollOptions } from '../../src/index.ts'
import { findUnusedClients, usageByEndpoint } from '../../src/tasks/index.ts'
import { useSandbox } from '../against-sandbox/sandbox-api.ts'

const today = new Date()
const { apiAs } = useSandbox({ seededUntil: today, usageDelayMs: [1, 5] })
const poll: UsagePollOptions = { schedule: () => 10 }
const dayMs = 86_400_000

/** What the API tells of a client over the last days, asked for by hand. */
const rowsOf = async (api: OAuthApi, clientId: string, days: number): Promise<ApiUsageRow[]> => {
  const [from, to] = [today.getTime() - days * dayMs, today.getTime()].map((ms) =>
    new Date(ms).toISOString().slice(0, 10),
  )
  const query = { interval: `${from}/${to}`, groupBy: ['TemplateUri' as const, 'HttpMethod' as const] }
  const last = await lastValueFrom(
    api.postOauthClientUsageQuery(clientId, query).pipe(pollUsageExecution(api, clientId, poll)),
  )
  return last.status === 'complete' ? last.rows : []
}
const requestsOf = (rows: readonly ApiUsageRow[]) => rows.reduce((sum, { requests = 0 }) => sum + requests, 0)

describe('a seeded organisation', () => {
  it('has exactly the unused clients that asking for each by hand shows', async () => {
    const api = apiAs()
    const { entities = [] } = await firstValueFrom(api.getOauthClients())
    const old = entities.filter(({ dateCreated = '' }) => today.getTime() - Date.parse(dateCreated) > 2 * dayMs)

    const found = await lastValueFrom(findUnusedClients(api, { days: 30, concurrency: 8, poll }).pipe(toArray()))

    const byHand = await Promise.all(
      old.map(async ({ id = '' }) => ({ id, requests: requestsOf(await rowsOf(api, id, 30)) })),
    )
    const unused = byHand.filter(({ requests }) => requests === 0).map(({ id }) => id)
    expect(found.map(({ client }) => client.id).sort()).toEqual(unused.sort())
    expect(found.every(({ verdict }) => verdict === 'unused')).toBe(true)
    expect(unused.length).toBeGreaterThan(1)
    expect(unused.length).toBeLessThan(old.length)
  })

  it('shows what its busiest client calls, most called first', async () => {
    const api = apiAs()
    const { entities = [] } = await firstValueFrom(api.getOauthClients())
    const { id = '' } = entities.find(({ name }) => name === 'Data Warehouse Export') ?? {}

    const endpoints = await lastValueFrom(usageByEndpoint(api, id, { days: 7, poll }))

    const rows = await rowsOf(api, id, 7)
    const requests = endpoints.map((endpoint) => endpoint.requests)
    expect(endpoints).toHaveLength(rows.length)
    expect(requests).toEqual(rows.map((row) => row.requests ?? 0).sort((one, other) => other - one))
    expect(endpoints.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1)
    expect(endpoints.some(({ throttled }) => throttled > 0)).toBe(true)
    for (const { failed, throttled } of endpoints) expect(failed).toBeGreaterThanOrEqual(throttled)
    expect(rows).toContainEqual(
      expect.objectContaining({ templateUri: endpoints[0]?.templateUri, requests: requests[0] }),
    )
  })

  it('shows an empty list for a client without calls', async () => {
    const api = apiAs()
    const [idle] = await lastValueFrom(findUnusedClients(api, { days: 30, concurrency: 8, poll }).pipe(toArray()))

    expect(await lastValueFrom(usageByEndpoint(api, idle?.client.id ?? '', { poll, days: 30 }))).toEqual([])
  })

  it('is not asked with options that cannot be used', () => {
    const api = apiAs()

    expect(() => usageByEndpoint(api, '')).toThrow(/^clientId: an empty string given/)
    expect(() => usageByEndpoint(api, 'c1', { days: -1 })).toThrow(/^days: number given, but a whole number from 1/)
  })
})
