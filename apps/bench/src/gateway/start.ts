import { setTimeout as sleep } from 'node:timers/promises'
import type { Measure } from '../figure.ts'
import { median } from '../statistics.ts'
import { startOurs } from './contender.ts'
import { startUpstream } from './upstream.ts'

/** How long our gateway takes from its start to being ready, and what it holds when nobody asks. */
export const measureStart: Measure = async ({ quick }) => {
  const upstream = await startUpstream()
  const [took, held]: [number[], number[]] = [[], []]
  try {
    for (let round = 0; round < (quick ? 3 : 9); round++) {
      const began = performance.now()
      const gateway = await startOurs(upstream.url)
      took.push(performance.now() - began)
      const answer = await fetch(`${gateway.url}/health`)
      if (answer.status !== 200) throw new Error(`ready, and answers ${answer.status}`)
      await sleep(1000)
      held.push((await gateway.usage()).rss)
      gateway.process.kill()
    }
  } finally {
    upstream.stop()
  }
  const [milliseconds, megabytes] = [median(took), median(held) / 1e6]
  return {
    figures: [
      {
        what: 'process start to ready',
        peers: '',
        ours: `${milliseconds.toFixed(0)} ms`,
        goal: '≤ 700 ms',
        reached: milliseconds <= 700,
      },
      {
        what: 'memory idle',
        peers: '',
        ours: `${megabytes.toFixed(0)} MB resident`,
        goal: '≤ 110 MB',
        reached: megabytes <= 110,
      },
    ],
    notes: [
      '### Start and idle memory',
      '',
      `From the call that starts the process to its word that it is ready, which it gives once it listens; medians of ${took.length} starts`,
      `(${took.map((each) => each.toFixed(0)).join(', ')} ms). Memory is the resident set a second later.`,
    ].join('\n'),
  }
}
