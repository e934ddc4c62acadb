import type { Observable, Subscription } from 'rxjs'

export interface AsyncIterableOptions<T> {
  /** How many values may wait for a slow reader before the iteration fails. */
  readonly limit: number
  /** True for a value that the next one makes worthless, so that a slow reader is given only the newest. */
  readonly isSuperseded: (value: T) => boolean
}

/**
 * The one place where Rx becomes async iteration. Subscribes at the first `next()`; unsubscribes at `return()` and when
 * a reader is too slow, also while a `next()` is waiting. For one reader.
 */
export const toAsyncIterable = <T>(
  source: Observable<T>,
  options: AsyncIterableOptions<T>,
): AsyncIterableIterator<T, undefined> => new Values(source, options)

/** Not a generator: one that is parked in a wait cannot be returned. And no closures: they would hold more while idle. */
class Values<T> implements AsyncIterableIterator<T, undefined> {
  private readonly source: Observable<T>
  private readonly options: AsyncIterableOptions<T>
  private readonly held: T[] = []
  private waiting: PromiseWithResolvers<IteratorResult<T, undefined>> | undefined
  private subscription: Subscription | undefined
  private hasEnded = false
  private failure: { readonly error: unknown } | undefined

  constructor(source: Observable<T>, options: AsyncIterableOptions<T>) {
    this.source = source
    this.options = options
  }

  [Symbol.asyncIterator]() {
    return this
  }

  next(): Promise<IteratorResult<T, undefined>> {
    if (!this.subscription && !this.hasEnded) this.start()
    this.waiting = Promise.withResolvers()
    const { promise } = this.waiting
    this.give()
    return promise
  }

  async return(): Promise<IteratorResult<T, undefined>> {
    this.held.length = 0
    this.end()
    return { done: true, value: undefined }
  }

  private start(): void {
    this.subscription = this.source.subscribe({
      next: (value) => this.hold(value),
      error: (error: unknown) => this.fail(error),
      complete: () => this.end(),
    })
    if (this.hasEnded) this.subscription.unsubscribe()
  }

  private hold(value: T): void {
    const { limit, isSuperseded } = this.options
    const last = this.held.at(-1)
    if (last !== undefined && isSuperseded(last)) this.held.pop()
    if (this.held.length < limit) {
      this.held.push(value)
      this.give()
    } else this.fail(new Error('The reader is too slow'))
  }

  private fail(error: unknown): void {
    this.failure = { error }
    this.end()
  }

  private end(): void {
    if (this.hasEnded) return
    this.hasEnded = true
    this.subscription?.unsubscribe()
    this.give()
  }

  /** Gives a reader who waits what there is, if there is anything. */
  private give(): void {
    if (!this.waiting || (this.held.length === 0 && !this.hasEnded)) return
    const { resolve, reject } = this.waiting
    this.waiting = undefined
    const value = this.held.shift()
    const { failure } = this
    if (value !== undefined) resolve({ done: false, value })
    else if (failure) {
      this.failure = undefined
      reject(failure.error)
    } else resolve({ done: true, value: undefined })
  }
}
