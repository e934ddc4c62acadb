import { learned } from '@grantstream/core'
import { type Measure, table } from '../../figure.ts'
import { seeded } from '../../random.ts'
import { mean, quantile } from '../../statistics.ts'
import { costOfLooks, leastCost } from './cost-of-looks.ts'
import { drawSeconds, shapes } from './durations.ts'
import { recordLooks } from './record-looks.ts'

const known = 20

/** What it costs to look when past durations say that it pays. */
export const measureLearned: Measure = async ({ quick }) => {
  const histories = quick ? 40 : 400
  const rows = shapes.map((shape, place) => {
    const random = seeded(place + 1)
    const cost = costOfLooks(shape)
    const least = leastCost(shape)
    const ratios = Array.from({ length: histories }, () => {
      const history = Array.from({ length: known }, () => drawSeconds(shape, random()) * 1000)
      return cost(recordLooks({ schedule: learned(history), random })) / least
    })
    return { name: shape.name, mean: mean(ratios), low: quantile(ratios, 0.05), high: quantile(ratios, 0.95) }
  })
  const worst = Math.max(...rows.map((row) => row.mean))
  return {
    figures: [
      {
        what: `the same, learned from ${known} past durations`,
        peers: 'none learns',
        ours: `${worst.toFixed(2)}, worst of five shapes`,
        goal: 'every shape ≤ 1.25',
        reached: worst <= 1.25,
      },
    ],
    notes: [
      '### When to look, learned',
      '',
      table(
        ['durations', 'J/J*, mean', '5 % to 95 % of histories'],
        rows.map((row) => [row.name, row.mean.toFixed(3), `${row.low.toFixed(2)} to ${row.high.toFixed(2)}`]),
      ),
      '',
      `${histories} random histories of ${known} durations for each shape, from a fixed seed; jitter on.`,
    ].join('\n'),
  }
}
