import { fileURLToPath } from 'node:url'
import type { Measure } from '../figure.ts'
import { runJson } from '../peers.ts'
import { median } from '../statistics.ts'

const goalMs = 1500

/** How long a sandbox takes to be there for a test suite. */
export const measureReady: Measure = async ({ quick }) => {
  const runs: number[] = []
  for (let run = -1; run < (quick ? 3 : 10); run++) {
    const { readyMs } = await runJson<{ readyMs: number }>(fileURLToPath(new URL('ready-main.ts', import.meta.url)))
    // The first run on a machine sets up a cluster for all that follow.
    if (run >= 0) runs.push(readyMs)
  }
  const worst = Math.max(...runs)
  return {
    figures: [
      {
        what: 'createSandbox, from the call to a sandbox that listens',
        peers: '',
        ours: `median ${median(runs).toFixed(0)} ms, worst of ${runs.length} ${worst.toFixed(0)} ms`,
        goal: '< 1.5 s',
        reached: worst < goalMs,
      },
    ],
    notes:
      '### Ready\n\nFresh processes, one after the other, with a throw-away Postgres each; in each of them the admin logs in afterwards. One run before them is not counted.',
  }
}
