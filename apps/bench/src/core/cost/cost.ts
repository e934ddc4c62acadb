import { join } from 'node:path'
import { squareRoot } from '@grantstream/core'
import { type Measure, table } from '../../figure.ts'
import { peersFolder, runJson } from '../../peers.ts'
import { seeded } from '../../random.ts'
import { mean } from '../../statistics.ts'
import { costOfLooks, leastCost, lookCostS } from './cost-of-looks.ts'
import { longestS, shapes } from './durations.ts'
import { recordLooks } from './record-looks.ts'

type Plans = readonly (readonly number[])[]

const recordPeer = (name: string, runs: number) =>
  runJson<Plans>(join(peersFolder, 'record-looks.mjs'), [name, String(runs), String(longestS)])

const everyMinute: Plans = [Array.from({ length: longestS / 60 }, (_, look) => 60 * (look + 1))]

/** What it costs to look when each poller looks, against the least that is possible. */
export const measureCost: Measure = async ({ quick }) => {
  const runs = quick ? 100 : 1000
  const pollers: Record<string, Plans> = {
    ours: Array.from({ length: runs }, (_, seed) => recordLooks({ random: seeded(seed) })),
    'ours without jitter': [recordLooks({ schedule: squareRoot({ jitter: 0 }) })],
    OpenAI: await recordPeer('openai', 1),
    Azure: await recordPeer('azure', 1),
    AWS: await recordPeer('aws', runs),
    'every 60 s': everyMinute,
  }
  const rows = shapes.map((shape) => {
    const least = leastCost(shape)
    const cost = costOfLooks(shape)
    return { shape, least, ratios: Object.values(pollers).map((plans) => mean(plans.map(cost)) / least) }
  })
  const worst = Object.fromEntries(
    Object.keys(pollers).map((name, index) => [
      name,
      Math.max(...rows.map(({ ratios }) => ratios[index] ?? Number.NaN)),
    ]),
  )
  const said = (name: string) => `${worst[name]?.toFixed(2)} (${name})`
  return {
    figures: [
      {
        what: 'cost against the optimum, J/J*, worst of five shapes of durations, no history, jitter on',
        peers: [said('OpenAI'), said('Azure'), said('AWS'), said('every 60 s')].join(', '),
        ours: (worst.ours ?? Number.NaN).toFixed(2),
        goal: '≤ 1.90',
        reached: (worst.ours ?? Number.NaN) <= 1.9,
      },
    ],
    notes: [
      '### When to look',
      '',
      table(
        ['durations', 'J*, s', ...Object.keys(pollers)],
        rows.map(({ shape, least, ratios }) => [
          shape.name,
          least.toFixed(2),
          ...ratios.map((ratio) => ratio.toFixed(2)),
        ]),
      ),
      '',
      `J is the mean of ${lookCostS} s for each look plus the seconds from the end of an execution to the look that sees it; the`,
      'columns show J/J*. J* is the least that a plan can cost that knows the distribution, by dynamic programming over some 2,000',
      `times. All shapes are cut off at ${longestS} s, the default deadline, for everybody. Each poller is its real code in virtual time`,
      'with its defaults, over an operation that never ends: OpenAI `vectorStores.files.poll`, Azure `createHttpPoller`, AWS',
      '`createWaiter` (2 s to 120 s). «Every 60 s» is the loop that the vendor advises. Averages over durations are exact;',
      `those over jitter are of ${runs} runs.`,
    ].join('\n'),
  }
}
