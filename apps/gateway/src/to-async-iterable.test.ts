import { NEVER, Observable, of, Subject, throwError } from 'rxjs'
import { describe, expect, it } from 'vitest'
import { toAsyncIterable } from './to-async-iterable.ts'

const isProgress = (value: string) => value.startsWith('progress')
const open = { limit: 2, isSuperseded: isProgress }

const readAll = async <T>(values: AsyncIterable<T>): Promise<T[]> => {
  const all: T[] = []
  for await (const value of values) all.push(value)
  return all
}

/** A source that tells how often it is subscribed to and unsubscribed from. */
const watched = <T>(source: Observable<T>) => {
  const counts = { subscribed: 0, unsubscribed: 0 }
  const values = new Observable<T>((subscriber) => {
    counts.subscribed++
    const inner = source.subscribe(subscriber)
    return () => {
      counts.unsubscribed++
      inner.unsubscribe()
    }
  })
  return { values, counts }
}

describe('toAsyncIterable', () => {
  it('gives every value to a reader that keeps up, then ends', async () => {
    const read = await readAll(toAsyncIterable(of('a', 'b'), open))

    expect(read).toEqual(['a', 'b'])
  })

  it('subscribes to nothing before the first read', async () => {
    const { values, counts } = watched(NEVER)
    const iterator = toAsyncIterable(values, open)

    await iterator.return?.()

    expect(counts.subscribed).toBe(0)
    expect(await iterator.next()).toEqual({ done: true, value: undefined })
    expect(counts.subscribed).toBe(0)
  })

  it('keeps only the newest progress for a slow reader and never drops the end', async () => {
    const source = new Subject<string>()
    const iterator = toAsyncIterable(source, open)
    const first = iterator.next()
    for (const value of ['progress 1', 'progress 2', 'progress 3']) source.next(value)
    await first
    source.next('progress 4')
    source.next('end')
    source.complete()

    const rest = await readAll(iterator)

    expect(rest.at(-1)).toBe('end')
    expect(rest.length).toBeLessThanOrEqual(2)
  })

  it('ends a reader that lets more wait than the limit, and the source with it', async () => {
    const { values, counts } = watched(of('a', 'b', 'c'))
    const iterator = toAsyncIterable(values, open)

    const read = readAll(iterator)

    await expect(read).rejects.toThrow('too slow')
    expect(counts).toEqual({ subscribed: 1, unsubscribed: 1 })
  })

  it('ends a waiting read and the source at return', async () => {
    const { values, counts } = watched(NEVER)
    const iterator = toAsyncIterable(values, open)
    const waiting = iterator.next()

    await iterator.return?.()

    expect(await waiting).toEqual({ done: true, value: undefined })
    expect(counts).toEqual({ subscribed: 1, unsubscribed: 1 })
  })

  it('throws an error of the source once, after what came before it', async () => {
    const source = new Observable<string>((subscriber) => {
      subscriber.next('a')
      throwError(() => new Error('broken')).subscribe(subscriber)
    })
    const iterator = toAsyncIterable(source, open)

    expect(await iterator.next()).toEqual({ done: false, value: 'a' })
    await expect(iterator.next()).rejects.toThrow('broken')
    expect(await iterator.next()).toEqual({ done: true, value: undefined })
  })
})
