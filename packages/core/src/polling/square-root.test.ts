import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { squareRoot } from './square-root.ts'

const at = (polls: number, elapsedMs: number, random = 0.5) => ({ polls, elapsedMs, random })

describe('squareRoot', () => {
  it('looks first after 2 s, then after the root of twice the cost times the time passed', () => {
    const schedule = squareRoot()

    expect(schedule(at(0, 0))).toBe(2000)
    expect(schedule(at(1, 2000))).toBe(2000)
    expect(schedule(at(2, 8000))).toBe(4000)
    expect(schedule(at(9, 200_000))).toBe(20_000)
  })

  it('waits for 1 s at least and 60 s at most', () => {
    const schedule = squareRoot()

    expect(schedule(at(1, 10))).toBe(1000)
    expect(schedule(at(99, 3_600_000))).toBe(60_000)
  })

  it('moves a wait by a quarter at most, down or up', () => {
    expect(squareRoot()(at(2, 8000, 0))).toBe(3000)
    expect(squareRoot()(at(2, 8000, 1))).toBe(5000)
  })

  it('looks sooner than the floor only when the first wait is set so', () => {
    const schedule = squareRoot({ firstMs: 10 })

    expect(schedule(at(0, 0))).toBe(10)
    expect(schedule(at(1, 10))).toBe(1000)
  })

  it('makes about 45 looks in 15 minutes', () => {
    const schedule = squareRoot()
    let polls = 0

    for (let elapsedMs = 0; elapsedMs < 900_000; polls++) elapsedMs += schedule(at(polls, elapsedMs))

    expect(polls).toBeGreaterThan(40)
    expect(polls).toBeLessThan(50)
  })

  it('never waits for less than the floor or more than the ceiling, whatever the numbers', () => {
    const milliseconds = fc.integer({ min: 0, max: 10_000_000 })
    const bounds = fc.tuple(milliseconds, milliseconds).map((pair) => pair.toSorted((a, b) => a - b))
    const jitter = fc.double({ min: 0, max: 1, noNaN: true })
    const random = fc.double({ min: 0, max: 1, noNaN: true })

    fc.assert(
      fc.property(
        bounds,
        milliseconds,
        jitter,
        random,
        fc.nat(1000),
        milliseconds,
        (limits, costMs, part, drawn, n, ms) => {
          const [floorMs = 0, ceilingMs = 0] = limits
          const delayMs = squareRoot({ floorMs, ceilingMs, costMs, jitter: part })(at(n + 1, ms, drawn))

          expect(delayMs).toBeGreaterThanOrEqual(floorMs)
          expect(delayMs).toBeLessThanOrEqual(ceilingMs)
        },
      ),
    )
  })

  it('never waits less when more time has passed', () => {
    const schedule = squareRoot()
    const elapsed = fc.nat(100_000_000)

    fc.assert(
      fc.property(elapsed, elapsed, (one, other) => {
        expect(schedule(at(1, Math.max(one, other)))).toBeGreaterThanOrEqual(schedule(at(1, Math.min(one, other))))
      }),
    )
  })

  it('takes a ceiling below the usual floor', () => {
    const schedule = squareRoot({ ceilingMs: 400 })

    expect([schedule(at(0, 0)), schedule(at(1, 400)), schedule(at(9, 3600))]).toEqual([400, 400, 400])
  })

  it.each([
    ['firstMs', { firstMs: -1 }],
    ['costMs', { costMs: Number.NaN }],
    ['costMs', { costMs: Number.POSITIVE_INFINITY }],
    ['floorMs', { floorMs: 10, ceilingMs: 5 }],
    ['jitter', { jitter: 2 }],
  ])('refuses a bad %s', (name, options) => {
    expect(() => squareRoot(options)).toThrow(new RegExp(`^${name}: number given, but`))
  })
})
