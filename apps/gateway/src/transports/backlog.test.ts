import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createBacklog } from './backlog.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** Readers who tell when they are let go, and one who waits for room. */
const serve = () => {
  const told: string[] = []
  const backlog = createBacklog({ limit: 100, patienceMs: 1000 })
  const readerOf = (name: string) => {
    const reader = { letGo: () => told.push(`${name} is gone`) }
    return { hold: (length: number) => backlog.hold(reader, length) }
  }
  const wait = (name: string) => backlog.room()?.then(() => told.push(`${name} has room`))
  return { told, backlog, readerOf, wait }
}

describe('a backlog', () => {
  it('has room until it is full, and again when somebody took enough', async () => {
    const { told, backlog, readerOf, wait } = serve()
    const reader = readerOf('a')
    const before = backlog.room()
    reader.hold(101)
    wait('b')
    await vi.advanceTimersByTimeAsync(500)
    const full = [...told]

    reader.hold(40)
    await vi.advanceTimersByTimeAsync(0)

    expect([before, full, told, backlog.length]).toEqual([undefined, [], ['b has room'], 40])
    expect(vi.getTimerCount()).toBe(0)
  })

  it('lets go of those who took nothing for longest, when somebody waits for room', async () => {
    const { told, readerOf, wait } = serve()
    const [stalled, slow, other] = ['stalled', 'slow', 'other'].map(readerOf)
    stalled?.hold(60)
    slow?.hold(60)
    other?.hold(30)
    wait('new')
    await vi.advanceTimersByTimeAsync(900)
    slow?.hold(50)

    await vi.advanceTimersByTimeAsync(200)

    expect(told).toEqual(['stalled is gone', 'new has room'])
  })

  it('lets go of nobody who took all', async () => {
    const { told, readerOf, wait } = serve()
    const [quick, stalled] = ['quick', 'stalled'].map(readerOf)
    quick?.hold(60)
    quick?.hold(0)
    stalled?.hold(101)
    wait('new')

    await vi.advanceTimersByTimeAsync(2_000)

    expect(told).toEqual(['stalled is gone', 'new has room'])
  })

  it('lets go of nobody while nobody waits for room', async () => {
    const { told, readerOf } = serve()
    for (const name of ['a', 'b']) readerOf(name).hold(1000)

    await vi.advanceTimersByTimeAsync(10_000)

    expect(told).toEqual([])
  })
})
