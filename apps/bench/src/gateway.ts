import { fileURLToPath } from 'node:url'
import { measureRequests } from './gateway/requests.ts'
import { runReport } from './report.ts'

const code = await runReport(
  {
    title: 'The gateway beside its peers',
    command: 'gateway',
    file: fileURLToPath(new URL('../../../docs/benchmarks/gateway.md', import.meta.url)),
    measures: { requests: measureRequests },
  },
  process.argv.slice(2),
)
process.exit(code)
