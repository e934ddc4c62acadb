import { identity, type MonoTypeOperatorFunction, Observable } from 'rxjs'
import { CancelledError } from '../errors.ts'

/**
 * Errors with CancelledError, whose `cause` is the signal's reason, once the signal aborts, and ends the source. Asks
 * nothing of the source when it has aborted already. The listener is gone when the stream is.
 */
export const untilAborted = <T>(signal: AbortSignal | undefined): MonoTypeOperatorFunction<T> =>
  signal === undefined
    ? identity
    : (source) =>
        new Observable((subscriber) => {
          const abort = () => subscriber.error(new CancelledError(signal.reason))
          if (signal.aborted) return abort()
          signal.addEventListener('abort', abort)
          subscriber.add(() => signal.removeEventListener('abort', abort))
          source.subscribe(subscriber)
        })
