import { describe, expect, it } from 'vitest'
import { abortAtRandom } from '../soak/abort-at-random.ts'
import { flood } from '../soak/flood.ts'
import { outage } from '../soak/outage.ts'
import { stallReaders } from '../soak/stalled-readers.ts'

describe('visitors who go at a random moment, on every transport', () => {
  it('leave nothing behind: no stream, poll, socket, timer or request of the upstream', {
    timeout: 60_000,
  }, async () => {
    const { ends, left, failures } = await abortAtRandom(300, { seed: 7 })

    expect(ends.left).toBeGreaterThan(0)
    expect(new Set(Object.values(left))).toEqual(new Set([0]))
    expect(failures).toEqual([])
  })
})

describe('readers who read nothing', () => {
  it('keep no others from their states and hold no memory', { timeout: 60_000 }, async () => {
    const { heap, ends, neighbours, left, failures } = await stallReaders({
      readers: 50,
      neighbours: 5,
      stallMs: 1000,
      lookEveryMs: 250,
      rows: 10,
      writeDeadlineMs: 500,
    })

    const [, before = 0, after = 0] = heap
    expect(after - before).toBeLessThan(10)
    expect(neighbours.during).toBeGreaterThan(0)
    expect(ends.completed).toBeGreaterThanOrEqual(5)
    expect(left).toEqual({ streams: 0, polls: 0, backlog: 0 })
    expect(failures).toEqual([])
  })

  it('are let go when they take nothing of what waits for them, and others are served', {
    timeout: 60_000,
  }, async () => {
    const { ends, left, failures } = await stallReaders({
      readers: 2,
      neighbours: 2,
      stallMs: 100,
      lookEveryMs: 100,
      rows: 8000,
      writeDeadlineMs: 5000,
      measureHeap: () => 0,
    })

    expect(ends).toEqual({ completed: 2, 'slow-reader': 2 })
    expect(left).toEqual({ streams: 0, polls: 0, backlog: 0 })
    expect(failures).toEqual([])
  })
})

describe('an upstream that is gone for a while', () => {
  it('ends no stream that it had told something, is a typed problem to all else, and is asked no more often when it is back', {
    timeout: 60_000,
  }, async () => {
    const everyMs = 200
    const report = await outage({
      ...{ outageMs: 500, streams: 24, executions: 3, intervalMs: everyMs, intervals: 3 },
      schedule: () => everyMs,
    })

    const { running, joining, beginning, queries, polls, looksPerSecond, failures, left } = report
    expect(running).toEqual({ COMPLETE: 24 })
    expect(joining).toEqual({ COMPLETE: expect.any(Number) })
    expect(beginning).toEqual({ UPSTREAM_UNAVAILABLE: expect.any(Number) })
    expect(queries).toEqual({ meanwhile: { UPSTREAM_UNAVAILABLE: expect.any(Number) }, after: { answered: 4 } })
    // Each poll looks at its own pace, and so at most twice in an interval of that length.
    expect(Math.max(...looksPerSecond.after)).toBeLessThanOrEqual((polls * 2 * 1000) / everyMs)
    expect([failures, left]).toEqual([[], { streams: 0, polls: 0 }])
  })
})

describe('visitors who come once, with a token and a document of their own', () => {
  it('are kept in mind up to a bound', { timeout: 60_000 }, async () => {
    const { kept, failures } = await flood({ visitors: 150, length: 100, maxTokens: 50, measureHeap: () => 0 })

    expect(kept).toEqual({ tokens: 50, documents: 100 })
    expect(failures).toEqual([])
  })
})
