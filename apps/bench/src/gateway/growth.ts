import { type Measure, table } from '../figure.ts'
import { lineChart } from '../plot.ts'
import { median } from '../statistics.ts'
import { startOurs, startPeer } from './contender.ts'
import { load } from './load.ts'
import { list } from './questions.ts'
import { startUpstream } from './upstream.ts'

const lengths = [10, 100, 1_000, 10_000]

/** How the cost of a list grows with the clients that the organisation has. */
export const measureGrowth: Measure = async ({ quick }) => {
  const upstream = await startUpstream()
  const [ours, bare] = [await startOurs(upstream.url), await startPeer('bare-proxy', upstream.url)]
  const rows: { readonly length: number; readonly ours: number; readonly bare: number }[] = []
  try {
    for (const length of lengths) {
      const requests = Math.max(quick ? 60 : 200, Math.round(40_000 / length))
      const costs: [number[], number[]] = [[], []]
      for (let round = -1; round < (quick ? 3 : 9); round++) {
        for (const [index, contender] of [ours, bare].entries()) {
          const ask = list(100)(index === 0 ? 'Grantstream' : 'bare proxy (undici)')
          if (!ask) throw new Error('a list can always be asked for')
          const before = await contender.usage()
          await load(contender.url, ask, {
            requests,
            connections: 8,
            tokenOf: (connection) => `p${connection}.${length}`,
            check: (status, body) => {
              const answered = index === 0 ? JSON.parse(body).data.oauthClients.nodes : JSON.parse(body).entities
              const expected = index === 0 ? Math.min(100, length) : length
              if (status !== 200 || answered.length !== expected)
                throw new Error(`answered ${status}: ${body.slice(0, 200)}`)
            },
          })
          const after = await contender.usage()
          if (round >= 0) costs[index]?.push((after.cpuMicros - before.cpuMicros) / requests)
        }
      }
      rows.push({ length, ours: median(costs[0]), bare: median(costs[1]) })
    }
  } finally {
    upstream.stop()
    for (const { process } of [ours, bare]) process.kill()
  }
  const steps = rows.slice(1).map((row, index) => row.ours / (rows[index]?.ours ?? 1))
  return {
    figures: [
      {
        what: 'CPU of a list by its length, 10 to 10,000',
        peers: rows.map((row) => `${row.bare.toFixed(0)} µs at ${row.length}`).join(', '),
        ours: rows.map((row) => `${row.ours.toFixed(0)} µs at ${row.length}`).join(', '),
        goal: 'linear or better',
        // Ten times the clients: ten times the cost at the most, and some for the noise.
        reached: steps.every((step) => step <= 11),
      },
    ],
    notes: [
      '### Cost by length of the list',
      '',
      lineChart(
        'CPU of a list by its clients',
        'µs by client',
        rows.map((row) => [String(row.length), row.ours / row.length]),
      ),
      '',
      table(
        ['clients', 'ours, µs', 'bare proxy, µs', 'ours by client, µs'],
        rows.map((row) => [
          String(row.length),
          row.ours.toFixed(0),
          row.bare.toFixed(0),
          (row.ours / row.length).toFixed(2),
        ]),
      ),
      '',
      'The upstream gives its whole list; ours sorts it and answers the first page of at most 100.',
    ].join('\n'),
  }
}
