import type { Observable, Subscription } from 'rxjs'

export interface AsyncIterableOptions<T> {
  /** Ends the iteration at once and drops what nobody has read. */
  readonly signal: AbortSignal
  /** How many values may wait for a slow reader before the iteration fails. */
  readonly limit: number
  /** True for a value that the next one makes worthless, so that a slow reader is given only the newest. */
  readonly isSuperseded: (value: T) => boolean
}

/**
 * The one place where Rx becomes async iteration. Subscribes at the first `next()`; unsubscribes at `return()`, on abort
 * and when a reader is too slow, also while a `next()` is waiting. For one reader.
 *
 * Not a generator: one that is parked in a wait cannot be returned.
 */
export const toAsyncIterable = <T>(
  source: Observable<T>,
  { signal, limit, isSuperseded }: AsyncIterableOptions<T>,
): AsyncIterableIterator<T> => {
  const held: T[] = []
  let subscription: Subscription | undefined
  let wake: (() => void) | undefined
  let ended = false
  let failure: { readonly error: unknown } | undefined

  const end = () => {
    if (ended) return
    ended = true
    subscription?.unsubscribe()
    signal.removeEventListener('abort', drop)
    wake?.()
  }
  const drop = () => {
    held.length = 0
    end()
  }
  const fail = (error: unknown) => {
    failure = { error }
    end()
  }
  const hold = (value: T) => {
    const last = held.at(-1)
    if (last !== undefined && isSuperseded(last)) held.pop()
    if (held.length >= limit) return fail(new Error('The reader is too slow'))
    held.push(value)
    wake?.()
  }
  const start = () => {
    if (signal.aborted) return drop()
    signal.addEventListener('abort', drop, { once: true })
    subscription = source.subscribe({ next: hold, error: fail, complete: end })
    if (ended) subscription.unsubscribe()
  }

  return {
    [Symbol.asyncIterator]() {
      return this
    },
    async next() {
      if (!subscription && !ended) start()
      while (held.length === 0 && !ended)
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      const value = held.shift()
      if (value !== undefined) return { done: false, value }
      if (!failure) return { done: true, value: undefined }
      const { error } = failure
      failure = undefined
      throw error
    },
    async return() {
      drop()
      return { done: true, value: undefined }
    },
  }
}
