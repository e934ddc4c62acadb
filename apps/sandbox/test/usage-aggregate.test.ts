import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { sandboxOrganizations } from '../src/index.ts'
import { type OpenDatabase, openDatabase } from '../src/store/open-database.ts'
import { usageCounts } from '../src/store/schema.ts'
import { createUsageStore, type UsageCount } from '../src/store/usage.ts'
import { startTestSandbox, type TestSandbox } from '../src/testing/index.ts'
import type { UsageRow, UsageSelection } from '../src/usage/selection.ts'

const organizationIds = [sandboxOrganizations.first.id, sandboxOrganizations.second.id]
const metricNames = {
  Status200: 'status200',
  Status300: 'status300',
  Status400: 'status400',
  Status500: 'status500',
  Status429: 'status429',
  Requests: 'requests',
} as const
let sandbox: TestSandbox
let database: OpenDatabase
let clients: { clientId: string; clientName: string }[]

beforeAll(async () => {
  sandbox = await startTestSandbox()
  database = await openDatabase(sandbox.databaseUrl, { maxConnections: 1 })
  const { clientId } = await sandbox.clientWith([])
  clients = [
    { clientId, clientName: `Test ${clientId}` },
    { clientId: '00000000-0000-4000-8000-000000000000', clientName: '' },
  ]
})
afterAll(async () => {
  await database.close()
  await sandbox.close()
})

const amount = fc.nat({ max: 5_000_000_000 })
const day = fc
  .integer({ min: Date.UTC(2025, 11, 20), max: Date.UTC(2026, 1, 10) })
  .map((instant) => new Date(instant).toISOString().slice(0, 10))
const count = fc.record({
  organizationId: fc.constantFrom(...organizationIds),
  client: fc.constantFrom(0, 1),
  day,
  userId: fc.constantFrom('', 'user'),
  templateUri: fc.constantFrom('api/v2/users/{userId}', 'api/v2/oauth/clients'),
  httpMethod: fc.constantFrom('GET', 'POST'),
  ...{
    status200: amount,
    status300: amount,
    status400: amount,
    status500: amount,
    status429: amount,
    requests: amount,
  },
})
const selection: fc.Arbitrary<UsageSelection> = fc.record(
  {
    firstDay: day,
    endDay: day,
    granularity: fc.constantFrom('Day', 'Week', 'Month'),
    groupBy: fc.uniqueArray(fc.constantFrom('OAuthClientId', 'OrganizationId', 'TemplateUri', 'HttpMethod'), {
      minLength: 1,
    }),
    metrics: fc.uniqueArray(fc.constantFrom('Status200', 'Status400', 'Status429', 'Requests'), { minLength: 1 }),
  },
  { requiredKeys: ['firstDay', 'endDay', 'groupBy', 'metrics'] },
)

const bucketOf = (date: string, granularity: UsageSelection['granularity']): string => {
  const start = new Date(date)
  if (granularity === 'Month') start.setUTCDate(1)
  if (granularity === 'Week') start.setUTCDate(start.getUTCDate() - ((start.getUTCDay() + 6) % 7))
  return `${start.toISOString().slice(0, 10)}T00:00:00Z`
}

/** The same aggregation over plain arrays. */
const fold = (counts: readonly UsageCount[], clientName: string, selected: UsageSelection): UsageRow[] => {
  const { firstDay, endDay, granularity, groupBy, metrics } = selected
  const rows = new Map<string, UsageRow>()
  for (const each of counts.filter(({ day }) => day >= firstDay && day < endDay)) {
    const by = (dimension: (typeof groupBy)[number], value: string) => (groupBy.includes(dimension) ? value : '')
    const dimensions = {
      clientId: by('OAuthClientId', each.clientId),
      clientName: by('OAuthClientId', clientName),
      organizationId: by('OrganizationId', each.organizationId),
      userId: '',
      templateUri: by('TemplateUri', each.templateUri),
      httpMethod: by('HttpMethod', each.httpMethod),
      ...(granularity && { date: bucketOf(each.day, granularity) }),
    }
    const row: UsageRow = rows.get(JSON.stringify(dimensions)) ?? { ...dimensions }
    for (const metric of metrics) row[metricNames[metric]] = (row[metricNames[metric]] ?? 0) + each[metricNames[metric]]
    rows.set(JSON.stringify(dimensions), row)
  }
  return [...rows.values()]
}

it('adds up in SQL what a plain fold over the counts adds up', async () => {
  const store = createUsageStore(database.db)
  await fc.assert(
    fc.asyncProperty(fc.array(count, { maxLength: 40 }), selection, async (drawn, selected) => {
      const counts = drawn.map(({ client, ...rest }) => ({ ...rest, clientId: clients[client]?.clientId ?? '' }))
      await database.db.delete(usageCounts)
      for (const each of counts) await store.add([each])

      for (const { clientId, clientName } of clients) {
        const own = counts.filter((each) => each.organizationId === organizationIds[0] && each.clientId === clientId)
        const rows = await store.aggregate(organizationIds[0] ?? '', clientId, selected)
        expect(rows).toHaveLength(fold(own, clientName, selected).length)
        expect(rows).toEqual(expect.arrayContaining(fold(own, clientName, selected)))
      }
    }),
    { numRuns: 60 },
  )
})

it('adds many counts of any organisations in one statement', async () => {
  const store = createUsageStore(database.db)
  await database.db.delete(usageCounts)
  const zero = { status200: 0, status300: 0, status400: 0, status500: 0, status429: 0 }
  const counts = Array.from({ length: 7000 }, (_, index) => ({
    ...{ organizationId: organizationIds[index % 2] ?? '', clientId: clients[0]?.clientId ?? '', day: '2026-01-01' },
    ...{ ...zero, userId: '', templateUri: `api/v2/${index}`, httpMethod: 'GET', requests: index },
  }))

  await store.add(counts)
  await store.add(counts)

  const stored = await database.db.select().from(usageCounts)
  expect(stored).toHaveLength(7000)
  for (const { templateUri, requests } of stored) expect(requests).toBe(2 * Number(templateUri.slice(7)))
})
