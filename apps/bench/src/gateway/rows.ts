import { request } from 'undici'
import type { Measure } from '../figure.ts'
import { median } from '../statistics.ts'
import { startOurs } from './contender.ts'
import { startUpstream } from './upstream.ts'

const rows = 20_000
const fields =
  'date clientId clientName organizationId userId templateUri httpMethod requests status200 status300 status400 status429 status500'

/** What a large usage result through a subscription costs, beside parsing its body and writing it again. */
export const measureRows: Measure = async ({ quick }) => {
  const upstream = await startUpstream()
  const gateway = await startOurs(upstream.url)
  const headers = { authorization: 'Bearer p1.100' }
  const executionId = `e-rows-${rows}`
  const query = `subscription { usageExecution(clientId: "c1", executionId: "${executionId}") { status rows { ${fields} } } }`
  const ours: number[] = []
  const floor: number[] = []
  try {
    const path = `/api/v2/oauth/clients/c1/usage/query/results/${executionId}`
    const body = await (await request(upstream.url + path, { headers })).body.text()
    for (let round = -3; round < (quick ? 5 : 15); round++) {
      const began = process.cpuUsage()
      const written = JSON.stringify(JSON.parse(body))
      const spent = process.cpuUsage(began)
      if (written.length !== body.length) throw new Error('the body was not written as it came')

      const before = await gateway.usage()
      const answer = await request(`${gateway.url}/graphql`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json', accept: 'text/event-stream' },
        body: JSON.stringify({ query }),
      })
      const text = await answer.body.text()
      const after = await gateway.usage()
      const told = text.split('"templateUri"').length - 1
      if (told !== rows) throw new Error(`told ${told} rows: ${text.slice(0, 300)}`)
      if (round < 0) continue
      ours.push(after.cpuMicros - before.cpuMicros)
      floor.push(spent.user + spent.system)
    }
  } finally {
    upstream.stop()
    gateway.process.kill()
  }
  const [cost, least] = [median(ours) / 1000, median(floor) / 1000]
  return {
    figures: [
      {
        what: `usage result of ${rows} rows through a subscription`,
        peers: `${least.toFixed(1)} ms to parse the body and write it again`,
        ours: `${cost.toFixed(1)} ms of CPU, ${(cost / least).toFixed(2)} ×`,
        goal: '≤ 2 ×',
        reached: cost <= 2 * least,
      },
    ],
    notes: [
      '### A large usage result',
      '',
      `CPU of the gateway's process for one subscription that finds its execution complete and tells all ${rows} rows with their 13 fields,`,
      "beside `JSON.stringify(JSON.parse(body))` of the upstream's body in the process that measures; medians of interleaved rounds.",
    ].join('\n'),
  }
}
