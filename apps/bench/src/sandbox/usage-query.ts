import { type Measure, table } from '../figure.ts'
import { seeded } from '../random.ts'
import { quantile } from '../statistics.ts'
import { type Caller, logIn } from './caller.ts'
import { withDataDirectory, withSql } from './data-directory.ts'
import { type Fill, fillUsage } from './fill-usage.ts'
import { startSandboxProgram } from './sandbox-program.ts'

const goalMs = 150

interface Timed {
  readonly rows: number
  readonly clients: number
  readonly p50: number
  readonly p99: number
  /** Rows of the largest answer. */
  readonly answered: number
}

/** From one total to a row for every day, template and method. */
const queries = [
  {},
  { groupBy: ['TemplateUri', 'HttpMethod'] },
  { granularity: 'Month', groupBy: ['HttpMethod'] },
  { granularity: 'Day', groupBy: ['OAuthClientId', 'TemplateUri', 'HttpMethod', 'OrganizationId'] },
]

/** Asks one query after the other, of random clients, each until its result is there. */
const timeQueries = async (
  caller: Caller,
  { interval, clientIds, requests }: Awaited<ReturnType<typeof fillUsage>>,
  samples: number,
): Promise<Omit<Timed, 'rows' | 'clients'>> => {
  const random = seeded(1)
  const took: number[] = []
  let answered = 0
  for (let sample = -4; sample < samples; sample++) {
    const clientId = clientIds[Math.floor(random() * clientIds.length)]
    const query = { interval, ...queries[Math.abs(sample) % queries.length] }
    const began = performance.now()
    const { resultsUri } = await caller.call<{ resultsUri: string }>(
      'POST',
      `/api/v2/oauth/clients/${clientId}/usage/query`,
      query,
    )
    const { queryStatus, results } = await caller.call<{ queryStatus: string; results: { requests: number }[] }>(
      'GET',
      resultsUri,
    )
    if (sample >= 0) took.push(performance.now() - began)
    const sum = results.reduce((total, row) => total + row.requests, 0)
    if (queryStatus !== 'Complete' || sum !== requests) throw new Error(`${queryStatus}, ${sum} for ${requests}`)
    answered = Math.max(answered, results.length)
  }
  return { p50: quantile(took, 0.5), p99: quantile(took, 0.99), answered }
}

/** How long a usage query takes, by the rows that are stored and by those of the client that is asked about. */
export const measureUsageQuery: Measure = ({ quick }) =>
  withDataDirectory(async (directory) => {
    const sandbox = await startSandboxProgram(directory)
    try {
      const caller = await logIn(sandbox.url)
      const time = async (fill: Fill, samples: number): Promise<Timed> => {
        const filled = await withSql(directory, (sql) => fillUsage(sql, fill))
        return { ...(await timeQueries(caller, filled, samples)), rows: filled.rows, clients: fill.clients }
      }
      const samples = quick ? 100 : 300
      const stored: Timed[] = []
      for (const clients of [5, 50, 500]) stored.push(await time({ clients, users: 1 }, samples))
      const own: Timed[] = []
      for (const users of [5, 50, 500]) own.push(await time({ clients: 1, users }, quick ? 8 : 16))
      return sectionOf(stored, own, samples)
    } finally {
      await sandbox.end()
    }
  })

const sectionOf = (stored: readonly Timed[], own: readonly Timed[], samples: number) => {
  const largest = stored.at(-1)
  const grows = stored.map(
    ({ rows, p99 }, step) => (p99 / (stored[0]?.p99 ?? 0) / (rows / (stored[0]?.rows ?? 0))) * Number(step > 0),
  )
  const [few, , many] = own
  const ownGrowth = (many?.p50 ?? 0) / (few?.p50 ?? 0) / ((many?.rows ?? 0) / (few?.rows ?? 0))
  const lines = [...stored, ...own].map(({ rows, clients, p50, p99, answered }) => [
    rows.toLocaleString('en'),
    String(clients),
    Math.round(rows / clients).toLocaleString('en'),
    answered.toLocaleString('en'),
    p50.toFixed(1),
    p99.toFixed(1),
  ])
  return {
    figures: [
      {
        what: `usage query over ${largest?.rows.toLocaleString('en')} daily rows to result ready`,
        peers: '',
        ours: `p50 ${largest?.p50.toFixed(1)} ms, p99 ${largest?.p99.toFixed(1)} ms`,
        goal: `p99 ≤ ${goalMs} ms`,
        reached: (largest?.p99 ?? Number.NaN) <= goalMs,
      },
      {
        what: 'its growth from 10⁴ to 10⁶ rows stored',
        peers: 'linear: × 100',
        ours: `p99 × ${((largest?.p99 ?? 0) / (stored[0]?.p99 ?? 1)).toFixed(2)}; where all rows are of one client × ${((many?.p50 ?? 0) / (few?.p50 ?? 1)).toFixed(0)} (p50)`,
        goal: 'no worse than linear',
        reached: grows.every((growth) => growth <= 1) && ownGrowth <= 1,
      },
    ],
    notes: [
      '### Usage queries',
      '',
      table(['rows stored', 'clients', 'rows of a client', 'rows answered, most', 'p50, ms', 'p99, ms'], lines),
      '',
      `90 days, 20 endpoints of which 3 are called by two methods. ${samples} queries for each of the first lines, of random clients, by turns one`,
      'total, by template and method, by month and method, and by day and everything; each from its POST to the whole body',
      'of its result, whose sum is checked. In the last lines every row is the one client’s that is asked about, by 5, 50 and 500 users.',
    ].join('\n'),
  }
}
