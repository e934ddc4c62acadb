import { type Observable, Subscription } from 'rxjs'
import { requireMethods } from '../refuse.ts'

const done = { value: undefined, done: true } as const

interface Pull<T> {
  resolve(result: IteratorResult<T, undefined>): void
  reject(error: unknown): void
}

/**
 * A stream as an async iterable that keeps only the latest value for a slow reader: what came before it is dropped, the
 * last one before the end never is. Each iterator subscribes at its first `next()`. `return()`, as `break` calls it,
 * unsubscribes in the same tick, also while a `next()` is waiting, which then resolves as done; so does `throw()`. An error
 * is thrown once, after the value that waits. One `next()` at a time; a second one rejects.
 */
export const latestOf = <T>(source: Observable<T>): AsyncIterable<T> => {
  requireMethods('source', source, 'subscribe')
  return { [Symbol.asyncIterator]: () => iterate(source) }
}

// Not a generator: one that is parked in a wait cannot be returned.
const iterate = <T>(source: Observable<T>): AsyncIterator<T, undefined> => {
  const link = new Subscription()
  let held: { readonly value: T } | undefined
  let end: { readonly failure?: { readonly error: unknown } } | undefined
  let pull: Pull<T> | undefined
  let begun = false

  const settle = () => {
    if (pull === undefined || (held === undefined && end === undefined)) return
    const { resolve, reject } = pull
    pull = undefined
    if (held !== undefined) {
      const { value } = held
      held = undefined
      return resolve({ value, done: false })
    }
    const failure = end?.failure
    end = {}
    if (failure === undefined) resolve(done)
    else reject(failure.error)
  }
  const finish = (how: NonNullable<typeof end>) => {
    end = how
    link.unsubscribe()
    settle()
  }
  const leave = () => {
    held = undefined
    finish({})
  }
  const begin = () => {
    begun = true
    link.add(
      source.subscribe({
        next: (value) => {
          held = { value }
          settle()
        },
        error: (error: unknown) => finish({ failure: { error } }),
        complete: () => finish({}),
      }),
    )
  }

  return {
    next: () => {
      if (pull !== undefined) return Promise.reject(new TypeError('next: one at a time is allowed'))
      return new Promise((resolve, reject) => {
        pull = { resolve, reject }
        if (!begun && end === undefined) begin()
        settle()
      })
    },
    return: () => {
      leave()
      return Promise.resolve(done)
    },
    throw: (error: unknown) => {
      leave()
      return Promise.reject(error)
    },
  }
}
