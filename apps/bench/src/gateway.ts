import { fileURLToPath } from 'node:url'
import { measureGrowth } from './gateway/growth.ts'
import { measureRequests } from './gateway/requests.ts'
import { measureRows } from './gateway/rows.ts'
import { measureStart } from './gateway/start.ts'
import { measureSubscribers } from './gateway/subscribers.ts'
import { gatewayPeersFolder, installPeers } from './peers.ts'
import { runReport } from './report.ts'

const code = await runReport(
  {
    title: 'The gateway beside its peers',
    command: 'gateway',
    file: fileURLToPath(new URL('../../../docs/benchmarks/gateway.md', import.meta.url)),
    beside: () => installPeers(gatewayPeersFolder),
    measures: {
      requests: measureRequests,
      start: measureStart,
      subscribers: measureSubscribers,
      rows: measureRows,
      growth: measureGrowth,
    },
  },
  process.argv.slice(2),
)
process.exit(code)
