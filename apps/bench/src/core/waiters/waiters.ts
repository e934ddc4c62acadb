import { fileURLToPath } from 'node:url'
import { type Measure, table } from '../../figure.ts'
import { runJson } from '../../peers.ts'
import { median } from '../../statistics.ts'

interface Left {
  readonly leaveMs: number
  readonly bytesEach: number
  readonly exchanges: number
}

const main = fileURLToPath(new URL('waiters-main.ts', import.meta.url))
const leave = (kind: string, count: number) => runJson<Left>(main, [kind, String(count)], ['--expose-gc'])

/** What a crowd costs that waits for one poll and leaves it. */
export const measureWaiters: Measure = async ({ quick }) => {
  const count = 100_000
  const peerCount = quick ? 10_000 : count
  const runs: Left[] = []
  for (let run = 0; run < (quick ? 1 : 5); run++) runs.push(await leave('ours', count))
  if (runs.some(({ exchanges }) => exchanges > 2)) throw new Error('the crowd did not share one poll')
  const shared = await leave('share', peerCount)
  const leaveMs = median(runs.map((run) => run.leaveMs))
  const bytesEach = median(runs.map((run) => run.bytesEach))
  return {
    figures: [
      {
        what: `${count.toLocaleString('en')} waiters leaving one shared poll in order`,
        peers: `RxJS share: ${(shared.leaveMs / 1000).toFixed(2)} s for ${peerCount.toLocaleString('en')}`,
        ours: `${leaveMs.toFixed(0)} ms`,
        goal: '≤ 100 ms',
        reached: leaveMs <= 100,
      },
      {
        what: 'heap for each of them',
        peers: `RxJS share: ${shared.bytesEach.toFixed(0)} B`,
        ours: `${bytesEach.toFixed(0)} B`,
        goal: '≤ 400 B',
        reached: bytesEach <= 400,
      },
    ],
    notes: [
      '### A crowd of waiters',
      '',
      table(
        ['', 'waiters', 'leaving, ms', 'heap each, B'],
        [
          ['ours', String(count), leaveMs.toFixed(1), bytesEach.toFixed(0)],
          ['RxJS share', String(peerCount), shared.leaveMs.toFixed(1), shared.bytesEach.toFixed(0)],
        ],
      ),
      '',
      'A fresh process each, all waiters with the same observer object, heap after a full collection; ours is the median of',
      `${runs.length} processes. RxJS is its \`share()\` over the same poll.`,
    ].join('\n'),
  }
}
