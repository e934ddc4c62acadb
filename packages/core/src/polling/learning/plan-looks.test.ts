import { describe, expect, it } from 'vitest'
import { planLooks } from './plan-looks.ts'
import type { Survival } from './survival.ts'

const costMs = 1000
const range = { firstMs: 100, lastMs: 100_000, costMs }

/** What looks at these times cost on average, in milliseconds: each one taken, and the time from the end to the next. */
const costOf = (times: readonly number[], survival: Survival): number => {
  const stepMs = 10
  let cost = 0
  let before = 0
  for (const time of times) {
    cost += survival(before) * costMs
    for (let ms = before; ms < time; ms += stepMs) cost += stepMs * (survival(before) - survival(ms + stepMs / 2))
    before = time
  }
  return cost
}
const every = (ms: number): number[] => Array.from({ length: Math.ceil(range.lastMs / ms) }, (_, n) => (n + 1) * ms)
const even = Array.from({ length: 100 }, (_, n) => 500 + n * 100)

const survivals: Record<string, Survival> = {
  'end at any moment alike': (ms) => Math.exp(-ms / 3000),
  'end within ten seconds': (ms) => Math.max(0, 1 - ms / 10_000),
  'end in two humps, some after a second or two and the others after 18 to 20': (ms) =>
    Math.max(0, 0.7 * Math.min(1, 2 - ms / 1000)) + Math.max(0, 0.3 * Math.min(1, 10 - ms / 2000)),
}

describe('planLooks', () => {
  it.each(Object.entries(survivals))(
    'costs no more than looking evenly, however often, at executions that %s',
    (_, survival) => {
      const cost = costOf(planLooks(survival, range), survival)

      expect(cost).toBeLessThan(1.01 * Math.min(...even.map((ms) => costOf(every(ms), survival))))
    },
  )
})
