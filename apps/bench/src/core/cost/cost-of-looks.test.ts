import { expect, it } from 'vitest'
import { costOfLooks, leastCost } from './cost-of-looks.ts'
import { drawSeconds, longestS, shapes } from './durations.ts'

const [exponential] = shapes
if (exponential === undefined) throw new Error('there are no shapes')

it('finds the least cost that can be worked out by hand: that of an exponential, which forgets its past', () => {
  // Looks at one gap for ever cost (1 + gap) / (1 - exp(-gap / 3)) - 3 with a mean of 3 s and a look that costs 1 s.
  const gaps = Array.from({ length: 2000 }, (_, index) => (index + 1) / 100)
  const byHand = Math.min(...gaps.map((gap) => (1 + gap) / (1 - Math.exp(-gap / 3)) - 3))

  expect(leastCost(exponential)).toBeCloseTo(byHand, 2)
})

it('agrees with a count over drawn durations', () => {
  const looks = [1, 2, 5, 9, 20, 60, 200]
  const draws = 20_000

  for (const shape of shapes) {
    let sum = 0
    for (let draw = 0; draw < draws; draw++) {
      const seconds = drawSeconds(shape, (draw + 0.5) / draws)
      const seen = [...looks, longestS].findIndex((look) => look >= seconds)
      sum += seen + 1 + ([...looks, longestS][seen] ?? 0) - seconds
    }
    expect(Math.abs(costOfLooks(shape)(looks) / (sum / draws) - 1)).toBeLessThan(0.01)
  }
})

it('charges more for any plan than the least', () => {
  const plans = [[5], [1, 2, 3, 4, 5, 6, 7, 8], Array.from({ length: 90 }, (_, look) => 10 * (look + 1))]

  for (const shape of shapes) {
    const least = leastCost(shape)
    for (const plan of plans) expect(costOfLooks(shape)(plan)).toBeGreaterThan(least)
  }
})
