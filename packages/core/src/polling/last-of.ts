import { EmptyError, type Observable, Subscription } from 'rxjs'
import { requireMethods, requireObject } from '../refuse.ts'
import { requireSignal } from './usage-poll-options.ts'

/** When to give up. */
export interface Cancellable {
  /** Ends the stream and rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined
}

/**
 * The last value of a stream as a promise: subscribes at once, rejects with the stream's error, with the signal's reason
 * once that aborts, and with EmptyError for a stream that ends without a value. The listener on the signal is gone in
 * every ending.
 */
export const lastOf = <T>(source: Observable<T>, options: Cancellable = {}): Promise<T> => {
  requireMethods('source', source, 'subscribe')
  const { signal } = requireObject(options)
  requireSignal(signal)
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason)
    const link = new Subscription()
    const abort = () => {
      link.unsubscribe()
      reject(signal?.reason)
    }
    let last: { readonly value: T } | undefined
    signal?.addEventListener('abort', abort)
    link.add(() => signal?.removeEventListener('abort', abort))
    link.add(
      source.subscribe({
        next: (value) => {
          last = { value }
        },
        error: (error: unknown) => {
          link.unsubscribe()
          reject(error)
        },
        complete: () => {
          link.unsubscribe()
          if (last === undefined) reject(new EmptyError())
          else resolve(last.value)
        },
      }),
    )
  })
}
