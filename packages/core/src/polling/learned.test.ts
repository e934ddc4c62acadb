import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { learned } from './learned.ts'

const twenty = Array.from({ length: 20 }, (_, index) => 30_000 + 100 * index)

/** When looks are taken, in milliseconds, up to a time. */
const looksUntil = (lastMs: number, schedule: ReturnType<typeof learned>, random = 0.5): number[] => {
  const looks: number[] = []
  for (let elapsedMs = 0; elapsedMs < lastMs && looks.length < 500; ) {
    elapsedMs += schedule({ polls: looks.length, elapsedMs, random })
    looks.push(elapsedMs)
  }
  return looks
}

describe('learned', () => {
  it('looks first when nearly all past executions had ended', () => {
    const [first = 0, second = 0] = looksUntil(60_000, learned(twenty))

    expect(first).toBeGreaterThan(30_500)
    expect(first).toBeLessThan(35_000)
    expect(second).toBeGreaterThan(first + 1000)
  })

  it('leaves the gap between two humps alone', () => {
    const humps = [...Array(14).keys()]
      .map((n) => 1000 + 70 * n)
      .concat([...Array(6).keys()].map((n) => 40_000 + 8000 * n))

    const looks = looksUntil(60_000, learned(humps))

    expect(looks.filter((look) => look < 4000).length).toBeGreaterThan(0)
    expect(looks.filter((look) => look > 6000 && look < 30_000).length).toBeLessThanOrEqual(1)
    expect(looks.filter((look) => look > 40_000).length).toBeGreaterThan(0)
  })

  it('does not leave who ends right after one hump to wait for the next one, however far it is', () => {
    const duration = fc.oneof(fc.integer({ min: 1000, max: 2000 }), fc.integer({ min: 40_000, max: 90_000 }))

    fc.assert(
      fc.property(fc.array(duration, { minLength: 20, maxLength: 20 }), (history) => {
        const looks = looksUntil(90_000, learned(history))

        for (const [index, look] of looks.slice(1).entries()) expect(look).toBeLessThan(12.5 * (looks[index] ?? 0))
      }),
    )
  })

  it('goes by another schedule while it knows little, and after its last planned look', () => {
    const otherwise = () => 7

    expect(learned([1, 2, 3, 4], { otherwise })({ polls: 0, elapsedMs: 0, random: 0.5 })).toBe(7)
    expect(learned(twenty, { otherwise })({ polls: 9, elapsedMs: 10_000_000, random: 0.5 })).toBe(7)
  })

  it('gives the same looks for the same history, in whatever order', () => {
    const looks = looksUntil(900_000, learned(twenty))

    expect(looksUntil(900_000, learned(twenty.toReversed()))).toEqual(looks)
  })

  it('spreads looks by jitter, without one right after another', () => {
    const [early = [], late = []] = [0, 1].map((random) => looksUntil(900_000, learned(twenty), random))

    expect(early[0]).toBeLessThan(late[0] ?? 0)
    for (const looks of [early, late]) {
      expect(Math.min(...looks.map((look, index) => look - (looks[index - 1] ?? 0)))).toBeGreaterThan(500)
    }
  })

  it('gives a wait for every history and every moment', () => {
    const history = fc.array(fc.integer({ min: 0, max: 10 ** 9 }), { maxLength: 150 })

    fc.assert(
      fc.property(
        history,
        fc.nat(10 ** 9),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (durations, elapsedMs, random) => {
          expect(learned(durations)({ polls: 1, elapsedMs, random })).toBeGreaterThanOrEqual(0)
        },
      ),
      { numRuns: 60 },
    )
  })

  it.each([0, 0.5, 1])(
    'comes to an end of its looks when every draw is %d, with all the jitter there can be',
    (random) => {
      const schedule = learned(twenty, { jitter: 0.25 })
      let elapsedMs = 0
      for (let polls = 0; polls < 300; polls++) elapsedMs += schedule({ polls, elapsedMs, random })

      expect(elapsedMs).toBeGreaterThan(4 * Math.max(...twenty))
    },
  )

  it('takes history through JSON', () => {
    expect(looksUntil(90_000, learned(JSON.parse(JSON.stringify(twenty))))).toEqual(looksUntil(90_000, learned(twenty)))
  })

  it.each([
    ['history', ['5'], {}],
    ['history', 'none', {}],
    ['history', [-1], {}],
    ['costMs', [], { costMs: 0 }],
    ['jitter', [], { jitter: 0.3 }],
    ['otherwise', [], { otherwise: 5 }],
  ])('refuses a bad %s', (name, history, options) => {
    const given = JSON.parse(JSON.stringify({ history, options }))

    expect(() => learned(given.history, given.options)).toThrow(new RegExp(`^${name}: \\w+ given, but`))
  })
})
