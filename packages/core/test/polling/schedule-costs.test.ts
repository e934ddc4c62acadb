import { defer, of, VirtualTimeScheduler } from 'rxjs'
import { describe, expect, it } from 'vitest'
import { learned } from '../../src/polling/learned.ts'
import type { Schedule } from '../../src/polling/schedule.ts'
import { squareRoot } from '../../src/polling/square-root.ts'
import { createUsageExecutions } from '../../src/polling/usage-executions.ts'
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

/** What it costs on average to find the ends of executions, one after the other, by what was learned of those before. */
const costInUse = (durations: Durations, count: number, random: () => number): number => {
  const scheduler = new VirtualTimeScheduler(undefined, Number.POSITIVE_INFINITY)
  let [looks, lateMs, endsAtMs] = [0, 0, 0]
  const begin = () =>
    defer(() => {
      endsAtMs = scheduler.now() + durations(random) * 1000
      return of({ executionId: `e${endsAtMs}` })
    })
  const api = {
    postOauthClientUsageQuery: begin,
    getOauthClientUsageSummary: begin,
    getOauthClientUsageQueryResult: () =>
      defer(() => {
        looks++
        const aheadMs = endsAtMs - scheduler.now()
        if (aheadMs <= 0) lateMs -= aheadMs
        return of({ queryStatus: aheadMs > 0 ? ('Running' as const) : ('Complete' as const) })
      }),
  }
  const executions = createUsageExecutions(api, { scheduler, random, deadlineMs: Number.POSITIVE_INFINITY })
  for (let run = 0; run < count; run++) {
    executions.summary('c1').subscribe()
    scheduler.flush()
  }
  return (looks + lateMs / 1000) / count
}

describe('looking by what it kept itself of executions, whose ends nobody saw', () => {
  it('costs at most 1.40 times the least that it can, where some take a second and others a minute', () => {
    const durations = shapes['70 % of 1 to 2 s, 30 % of 40 to 90 s'] ?? Number
    const random = seeded(11)
    const least = leastCost(draws(durations, 4000, seeded(5)).toSorted((one, other) => one - other))

    const costs = Array.from({ length: 4 }, () => costInUse(durations, 100, random) / least)

    expect(costs.reduce((sum, cost) => sum + cost, 0) / costs.length).toBeLessThanOrEqual(1.4)
  })
})
