import { describe, expect, it } from 'vitest'
import { exponential } from './exponential.ts'
import { fixed } from './fixed.ts'

const at = (polls: number, random = 0.5) => ({ polls, elapsedMs: 0, random })

describe('exponential', () => {
  it('doubles its waits from 1 s to 60 s', () => {
    expect([0, 1, 2, 5, 6, 2000].map((polls) => exponential()(at(polls)))).toEqual([
      1000, 2000, 4000, 32_000, 60_000, 60_000,
    ])
  })

  it('moves a wait by a quarter at most, down or up, but not above the ceiling', () => {
    expect(exponential()(at(1, 0))).toBe(1500)
    expect(exponential()(at(1, 1))).toBe(2500)
    expect(exponential()(at(9, 1))).toBe(60_000)
  })

  it('goes by the numbers that it is given', () => {
    const schedule = exponential({ firstMs: 10, factor: 3, ceilingMs: 80, jitter: 0 })

    expect([0, 1, 2].map((polls) => schedule(at(polls)))).toEqual([10, 30, 80])
  })

  it.each([
    ['firstMs', { firstMs: -1 }],
    ['factor', { factor: 0.5 }],
    ['ceilingMs', { ceilingMs: Number.NaN }],
    ['jitter', { jitter: 1.5 }],
    ['firstMs', { firstMs: 0 }],
  ])('refuses a bad %s', (name, options) => {
    expect(() => exponential(options)).toThrow(new RegExp(`^${name}: number given, but`))
  })
})

describe('fixed', () => {
  it('always waits for the same time', () => {
    expect([0, 1, 99].map((polls) => fixed(700)(at(polls)))).toEqual([700, 700, 700])
  })

  it('refuses a negative wait', () => {
    expect(() => fixed(-1)).toThrow(/^delayMs: number given, but/)
  })
})
