import { fileURLToPath } from 'node:url'
import { runReport } from './report.ts'
import { measureCounting } from './sandbox/counting.ts'
import { measureKills } from './sandbox/kills.ts'
import { measureReady } from './sandbox/ready.ts'
import { measureThroughput } from './sandbox/throughput.ts'
import { measureTwins } from './sandbox/twins.ts'
import { measureUsageQuery } from './sandbox/usage-query.ts'
import { versionsInWords } from './sandbox/versions.ts'

const code = await runReport(
  {
    title: 'The sandbox under load',
    command: 'sandbox',
    file: fileURLToPath(new URL('../../../docs/benchmarks/sandbox.md', import.meta.url)),
    beside: versionsInWords,
    measures: {
      get: measureThroughput,
      usage: measureUsageQuery,
      counting: measureCounting,
      kills: measureKills,
      twins: measureTwins,
      ready: measureReady,
    },
  },
  process.argv.slice(2),
)
process.exit(code)
