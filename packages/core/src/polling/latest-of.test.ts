import { concat, EMPTY, NEVER, Observable, of, Subject, throwError } from 'rxjs'
import { describe, expect, it } from 'vitest'
import { latestOf } from './latest-of.ts'

const iterate = <T>(source: Observable<T>) => latestOf(source)[Symbol.asyncIterator]()
const done = { value: undefined, done: true }

/** Tells whether anybody is subscribed. */
const watched = <T>(source: Observable<T>) => {
  const watch = { count: 0 }
  const states = new Observable<T>((subscriber) => {
    watch.count++
    subscriber.add(() => watch.count--)
    source.subscribe(subscriber)
  })
  return { states, watch }
}

describe('latestOf', () => {
  it('gives a slow reader the latest value only, and never loses the last one', async () => {
    const source = new Subject<number>()
    const iterator = iterate(source)
    const first = iterator.next()
    source.next(1)
    source.next(2)
    source.next(3)
    source.complete()

    expect(await first).toEqual({ value: 1, done: false })
    expect(await iterator.next()).toEqual({ value: 3, done: false })
    expect(await iterator.next()).toEqual(done)
    expect(await iterator.next()).toEqual(done)
  })

  it('throws an error once, after the value that waits', async () => {
    const iterator = iterate(
      concat(
        of(1, 2),
        throwError(() => new Error('broken')),
      ),
    )

    expect(await iterator.next()).toEqual({ value: 1, done: false })
    expect(await iterator.next()).toEqual({ value: 2, done: false })
    await expect(iterator.next()).rejects.toThrow('broken')
    expect(await iterator.next()).toEqual(done)
  })

  it('subscribes at the first next, for each iterator apart', async () => {
    const { states, watch } = watched(concat(of(1), NEVER))
    const iterable = latestOf(states)
    const [one, other] = [iterable[Symbol.asyncIterator](), iterable[Symbol.asyncIterator]()]

    expect(watch.count).toBe(0)
    await one.next()
    expect(watch.count).toBe(1)
    await other.next()
    expect(watch.count).toBe(2)
  })

  it('lets go in the same tick while a next is waiting, which resolves as done', async () => {
    const { states, watch } = watched(NEVER)
    const iterator = iterate(states)
    const waiting = iterator.next()

    const returned = iterator.return?.()

    expect(watch.count).toBe(0)
    expect(await waiting).toEqual(done)
    expect(await returned).toEqual(done)
    expect(await iterator.next()).toEqual(done)
  })

  it('asks for nothing when it is returned first, and drops what nobody read', async () => {
    const { states, watch } = watched(concat(of(1), NEVER))
    const unread = iterate(of(1, 2))
    await unread.next()

    const never = iterate(states)
    await never.return?.()

    expect(await never.next()).toEqual(done)
    expect(watch.count).toBe(0)
    expect(await unread.return?.()).toEqual(done)
    expect(await unread.next()).toEqual(done)
  })

  it('drops an error that nobody read when it is returned', async () => {
    const failed = throwError(() => new Error('broken'))
    const iterator = iterate(concat(of(1), failed))
    await iterator.next()

    await iterator.return?.()

    expect(await iterator.next()).toEqual(done)
  })

  it('lets go when a loop is left, and ends a loop with the stream', async () => {
    const { states, watch } = watched(concat(of(1), NEVER))
    const seen: number[] = []

    for await (const value of latestOf(states)) {
      seen.push(value)
      break
    }
    for await (const value of latestOf(EMPTY)) seen.push(value)

    expect(seen).toEqual([1])
    expect(watch.count).toBe(0)
  })

  it('lets go when a generator that delegates to it is made to throw, and passes the error on', async () => {
    const { states, watch } = watched(concat(of(1), NEVER))
    const generator = (async function* () {
      yield* latestOf(states)
    })()
    await generator.next()

    await expect(generator.throw(new Error('enough'))).rejects.toThrow('enough')
    expect(watch.count).toBe(0)
  })

  it('refuses a second next while one is waiting', async () => {
    const iterator = iterate(NEVER)
    const waiting = iterator.next()

    await expect(iterator.next()).rejects.toThrow(TypeError)
    await iterator.return?.()
    expect(await waiting).toEqual(done)
  })
})
