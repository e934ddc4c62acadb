import { describe, expect, it } from 'vitest'
import { keepHistory, kindOfQuery, kindOfSummary } from './usage-history.ts'

describe('keepHistory', () => {
  it('keeps durations by kind, and goes on from what it gave, through JSON', () => {
    const first = keepHistory({})
    first.record('a', 10.4)
    first.record('b', 20)
    const second = keepHistory(JSON.parse(JSON.stringify(first.history())))
    second.record('a', 30)

    expect(second.history()).toEqual({ a: [10, 30], b: [20] })
    expect(first.history()).toEqual({ a: [10], b: [20] })
  })

  it('keeps the newest 100 durations of a kind, and the 100 kinds that were seen last', () => {
    const keeper = keepHistory({})
    for (let run = 0; run < 150; run++) keeper.record('often', run)
    for (let kind = 0; kind < 99; kind++) keeper.record(`kind ${kind}`, 1)
    keeper.record('often', 150)
    keeper.record('one more', 1)

    const history = keeper.history()
    expect(history.often).toEqual(Array.from({ length: 100 }, (_, index) => index + 51))
    expect(Object.keys(history)).toHaveLength(100)
    expect(history['kind 0']).toBeUndefined()
  })

  it('plans by the durations of the kind that is asked for', () => {
    const keeper = keepHistory({ slow: Array(20).fill(60_000) })
    const first = { polls: 0, elapsedMs: 0, random: 0.5 }

    expect(keeper.schedule('slow')(first)).toBeGreaterThan(55_000)
    expect(keeper.schedule('other')(first)).toBe(2000)
  })

  it.each([[null], [[1]], [{ a: 5 }], [{ a: [-1] }]])('refuses %j', (past) => {
    const given = JSON.parse(JSON.stringify(past))

    expect(() => keepHistory(given)).toThrow(/^history: [\w ]+ given, but/)
  })

  it('refuses a Map, which JSON does not hold', () => {
    expect(() => keepHistory(new Map([['slow', [1]]]) as never)).toThrow(
      'history: object given, but an object of durations',
    )
  })
})

describe('the kind of a query', () => {
  it('is what its duration depends on: granularity, dimensions in any order, and days in steps', () => {
    const body = { interval: '2026-01-01/2026-01-20', granularity: 'Day' } as const

    expect(kindOfQuery({ ...body, groupBy: ['TemplateUri', 'HttpMethod'] })).toBe(
      'query Day HttpMethod+TemplateUri 31 d',
    )
    expect(kindOfQuery({ ...body, groupBy: ['HttpMethod', 'TemplateUri'] })).toBe(
      'query Day HttpMethod+TemplateUri 31 d',
    )
    expect(kindOfQuery({ interval: '2020-01/2026-06' })).toBe('query total client longer')
    expect(kindOfQuery({ interval: 'P3D/2026-06' })).toBe('query total client longer')
    expect(kindOfSummary()).toBe('summary 7 d')
    expect([1, 2, 7, 8, 31, 32, 92, 93, 366, 367].map((days) => kindOfSummary(days).slice('summary '.length))).toEqual([
      '1 d',
      '7 d',
      '7 d',
      '31 d',
      '31 d',
      '92 d',
      '92 d',
      '366 d',
      '366 d',
      'longer',
    ])
  })
})
