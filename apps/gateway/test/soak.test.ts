import { describe, expect, it } from 'vitest'
import { abortAtRandom } from '../soak/abort-at-random.ts'
import { stallReaders } from '../soak/stalled-readers.ts'

describe('visitors who go at a random moment, on every transport', () => {
  it('leave nothing behind: no stream, poll, socket, timer or request of the upstream', {
    timeout: 60_000,
  }, async () => {
    const { ends, left, failures } = await abortAtRandom(300, { seed: 7 })

    expect(ends.left).toBeGreaterThan(0)
    expect(left).toEqual({ streams: 0, polls: 0, sockets: 0, connections: 0, upstreamRequests: 0, timers: 0 })
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
      writeDeadlineMs: 1000,
    })

    expect(ends).toEqual({ completed: 2, 'slow-reader': 2 })
    expect(left).toEqual({ streams: 0, polls: 0, backlog: 0 })
    expect(failures).toEqual([])
  })
})
