import { abortAtRandom } from './abort-at-random.ts'
import { drainStreams } from './drain-streams.ts'
import { flood } from './flood.ts'
import { outage } from './outage.ts'
import { stallReaders } from './stalled-readers.ts'

const [what, ...numbers] = process.argv.slice(2)
const [count, seconds = 60, rows = 100] = numbers.map(Number)
const refuse = (): never => {
  process.stderr.write(`usage: soak ${usages.join('\n       soak ')}\n`)
  process.exit(what === '--help' ? 0 : 1)
}

const usages = [
  'abort [visits]',
  'stall [readers] [seconds] [rows]',
  'drain [streams]',
  'outage [seconds]',
  'flood [visitors]',
]

if (!numbers.every((each) => /^[1-9]\d*$/.test(each))) refuse()

const soak = (): Promise<object> => {
  switch (what) {
    case 'abort':
      return abortAtRandom(count ?? 10_000)
    case 'stall':
      return stallReaders({
        readers: count ?? 2_000,
        neighbours: 10,
        lookEveryMs: 2_500,
        stallMs: seconds * 1000,
        rows,
        writeDeadlineMs: 10_000,
      })
    case 'drain':
      return drainStreams(count ?? 2_000, 10_000)
    case 'flood':
      return flood({ visitors: count ?? 15_000, length: 50_000, maxTokens: 2_000 })
    case 'outage':
      return outage({ outageMs: (count ?? 60) * 1000, streams: 200, executions: 25, intervalMs: 1000, intervals: 10 })
    default:
      return refuse()
  }
}

const startedAtMs = performance.now()
const report = await soak()
const tookSeconds = Math.round((performance.now() - startedAtMs) / 1000)
process.stdout.write(`${JSON.stringify({ what, tookSeconds, ...report }, null, 2)}\n`)
