import type { ExecutionResult } from 'graphql'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createLiveStream } from './live-stream.ts'
import type { StreamEnd } from './stream-end.ts'
import type { StreamProgress } from './stream-progress.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** A source that gives what it is told to, and says when it is returned. */
const controlled = () => {
  let give = (_result: IteratorResult<ExecutionResult>) => {}
  const source = {
    asked: 0,
    returned: 0,
    next: () => {
      source.asked++
      return new Promise<IteratorResult<ExecutionResult>>((resolve) => {
        give = resolve
      })
    },
    return: async () => {
      source.returned++
      return { done: true as const, value: undefined }
    },
    [Symbol.asyncIterator]: () => source,
  }
  return { source, give: (result: IteratorResult<ExecutionResult>) => give(result) }
}

const serve = (progress: StreamProgress = {}, room: () => Promise<void> | undefined = () => undefined) => {
  const ends: StreamEnd[] = []
  const lags: number[] = []
  const leaving = new AbortController()
  const { source, give } = controlled()
  const stream = createLiveStream(source, {
    progress,
    signal: leaving.signal,
    room,
    onDelivered: (lagMs) => lags.push(lagMs),
    onEnd: (end) => ends.push(end),
  })
  return { stream, source, give, progress, leaving, ends, lags }
}

const state = { data: { result: 1 } }

describe('a live stream', () => {
  it('asks for a result only when its reader does', async () => {
    const { stream, source, give } = serve()
    const before = source.asked
    const first = stream.results.next()
    await vi.advanceTimersByTimeAsync(0)
    give({ done: false, value: state })

    expect([before, await first, source.asked]).toEqual([0, { done: false, value: state }, 1])
  })

  it('waits for room before it asks, and not in vain once it is cut', async () => {
    const room = Promise.withResolvers<void>()
    const { stream, source, ends } = serve({}, () => room.promise)
    const waiting = stream.results.next()
    await vi.advanceTimersByTimeAsync(0)
    const asked = source.asked

    stream.cut('draining')

    expect([asked, await waiting, ends]).toEqual([0, { done: true, value: undefined }, ['draining']])
  })

  it('beats while it is idle, once for a reader who does not read, and no more when it has ended', async () => {
    const { stream } = serve({ heartbeatMs: 1000 })
    const beat = { done: false, value: { data: null, extensions: { heartbeat: true } } }
    const first = stream.results.next()
    await vi.advanceTimersByTimeAsync(5000)
    const second = await stream.results.next()
    let third: unknown
    stream.results.next().then((result) => {
      third = result
    })
    await vi.advanceTimersByTimeAsync(0)

    expect([await first, second, third]).toEqual([beat, beat, undefined])
    await stream.results.return?.()
    expect(vi.getTimerCount()).toBe(0)
  })

  it('tells with the last result why it is the last, and has ended when that was taken', async () => {
    const { stream, source, give, progress, ends } = serve()
    const last = stream.results.next()
    await vi.advanceTimersByTimeAsync(0)
    progress.end = 'failed'
    give({ done: false, value: state })

    expect(await last).toEqual({
      done: false,
      value: { ...state, extensions: { streamEnd: { reason: 'failed' } } },
    })
    expect(ends).toEqual([])
    expect(await stream.results.next()).toEqual({ done: true, value: undefined })
    expect([ends, source.returned]).toEqual([['failed'], 1])
  })

  it('says a last word in front of a reader who waits, and releases its source at once', async () => {
    const { stream, source, ends } = serve()
    const waiting = stream.results.next()

    stream.sayLastWord('draining', 1234)

    expect(await waiting).toEqual({
      done: false,
      value: { data: null, extensions: { streamEnd: { reason: 'draining', retryAfterMs: 1234 } } },
    })
    expect(source.returned).toBe(1)
    expect(await stream.results.next()).toEqual({ done: true, value: undefined })
    expect(ends).toEqual(['draining'])
  })

  it.each([
    ['returns it', 'return'],
    ['is gone', 'abort'],
  ] as const)('ends at once when its reader %s, busy or idle, and only once', async (_how, way) => {
    const { stream, source, leaving, ends } = serve({ heartbeatMs: 1000 })
    const waiting = stream.results.next()

    if (way === 'abort') leaving.abort()
    else await stream.results.return?.()
    stream.cut('draining')

    expect(await waiting).toEqual({ done: true, value: undefined })
    expect([ends, source.returned, vi.getTimerCount()]).toEqual([['left'], 1, 0])
  })

  it('of a reader who was gone before it began has ended', () => {
    const ends: StreamEnd[] = []
    const { source } = controlled()

    createLiveStream(source, {
      progress: {},
      signal: AbortSignal.abort(),
      room: () => undefined,
      onDelivered: () => undefined,
      onEnd: (end) => ends.push(end),
    })

    expect([ends, source.returned]).toEqual([['left'], 1])
  })

  it('tells how old a state was when its reader was given it', async () => {
    const { stream, give, progress, lags } = serve()
    const first = stream.results.next()
    await vi.advanceTimersByTimeAsync(0)
    progress.stateAtMs = Date.now() - 40
    give({ done: false, value: state })
    await first

    expect(lags).toEqual([40])
  })
})
