import { describe, expect, it } from 'vitest'
import { learned } from '../../src/polling/learned.ts'
import type { Schedule } from '../../src/polling/schedule.ts'
import { squareRoot } from '../../src/polling/square-root.ts'
import { costOf, leastCost } from './cost-of-looks.ts'
import { type Durations, shapes } from './durations.ts'
import { seeded } from './seeded.ts'

const draws = (durations: Durations, count: number, random: () => number) =>
  Array.from({ length: count }, () => durations(random))

/** What looking by each schedule costs on average, against the least that it can. */
const ratio = (schedules: readonly Schedule[], durations: Durations): number => {
  const random = seeded(5)
  const many = draws(durations, 200_000, random).toSorted((one, other) => one - other)
  const future = many.filter((_, index) => index % 50 === 25)
  const costs = schedules.flatMap((schedule) => future.map((duration) => costOf(schedule, duration, random)))
  return costs.reduce((sum, cost) => sum + cost, 0) / costs.length / leastCost(future)
}

describe.each(Object.entries(shapes))('looking at executions that take %s', (_, durations) => {
  it('costs at most 1.90 times the least that it can, when nothing is known', () => {
    expect(ratio([squareRoot()], durations)).toBeLessThanOrEqual(1.9)
  })

  it('costs at most 1.25 times the least that it can, by 20 past durations', () => {
    const random = seeded(7)
    const schedules = Array.from({ length: 40 }, () => learned(draws(durations, 20, random).map((s) => s * 1000)))

    expect(ratio(schedules, durations)).toBeLessThanOrEqual(1.25)
  })
})
