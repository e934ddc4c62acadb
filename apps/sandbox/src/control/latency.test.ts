import fc from 'fast-check'
import { expect, it } from 'vitest'
import { drawLatency, latencySchema } from './latency.ts'

const unit = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
const drawn = (latency: unknown, numbers: number[]) => {
  let next = 0
  return drawLatency(latencySchema.parse(latency), () => numbers[next++ % numbers.length] ?? 0)
}

it('is always the same when it is fixed', () => {
  expect(drawn({ distribution: 'fixed', ms: 40 }, [0.9])).toBe(40)
})

it('stays within its bounds when it is uniform, and reaches into all of them', () => {
  fc.assert(
    fc.property(unit, (number) => {
      const ms = drawn({ distribution: 'uniform', leastMs: 10, mostMs: 30 }, [number])
      expect(ms).toBeCloseTo(10 + 20 * number)
    }),
  )
})

it('is never negative, never over its most, when it is lognormal', () => {
  fc.assert(
    fc.property(unit, unit, fc.double({ min: 0, max: 5, noNaN: true }), (one, other, sigma) => {
      const ms = drawn({ distribution: 'lognormal', medianMs: 100, sigma, mostMs: 900 }, [one, other])
      expect(ms).toBeGreaterThanOrEqual(0)
      expect(ms).toBeLessThanOrEqual(900)
    }),
  )
})

it('has half of its draws under the median when it is lognormal, and a longer tail for a larger sigma', () => {
  const share = (sigma: number, limit: number) => {
    const draws = Array.from({ length: 40 * 40 }, (_, index) =>
      drawn({ distribution: 'lognormal', medianMs: 100, sigma }, [
        ((index % 40) + 0.5) / 40,
        Math.floor(index / 40) / 40,
      ]),
    )
    return draws.filter((ms) => ms < limit).length / draws.length
  }

  expect(share(1, 100)).toBeCloseTo(0.5, 1)
  expect(1 - share(0.5, 400)).toBeLessThan(0.01)
  expect(1 - share(1.5, 400)).toBeGreaterThan(0.1)
})
