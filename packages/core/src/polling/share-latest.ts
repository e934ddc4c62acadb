import { Observable, type Subscriber, Subscription } from 'rxjs'
import { Crowd } from './crowd.ts'

/** When a shared source is let go. */
export interface ShareLatestOptions {
  /** Emits when a source that nobody is subscribed to, or that has ended, need not be kept longer. */
  readonly grace: () => Observable<unknown>
  /** Called when the source was let go. One that had ended stays as it ended; else the stream would begin anew. */
  readonly onRelease: (hasEnded: boolean) => void
}

/**
 * One subscription of the source for any number of subscribers. Each gets the latest value at once; leaving costs the
 * same however many there are.
 *
 * | last one leaves       | late, within the grace | late after the end              |
 * | --------------------- | ---------------------- | ------------------------------- |
 * | goes on for the grace | gets the latest value  | gets the last value and the end |
 */
export const shareLatest = <T>(source: Observable<T>, { grace, onRelease }: ShareLatestOptions): Observable<T> => {
  let latest: { readonly value: T } | undefined
  let end: ((waiter: Subscriber<T>) => void) | undefined
  let link: Subscription | undefined
  let leaving: Subscription | undefined

  const release = () => {
    link?.unsubscribe()
    if (end === undefined) {
      link = undefined
      latest = undefined
    }
    onRelease(end !== undefined)
  }
  const linger = () => {
    leaving?.unsubscribe()
    leaving = grace().subscribe(release)
  }
  const crowd = new Crowd<T>(linger)
  const finish = (how: (waiter: Subscriber<T>) => void) => {
    end = how
    linger()
    crowd.waiters().forEach(how)
  }
  const connect = () => {
    // There before the source is: whoever subscribes from inside its first value must not connect once more.
    link = new Subscription()
    link.add(
      source.subscribe({
        next: (value) => {
          latest = { value }
          for (const waiter of crowd.waiters()) waiter.next(value)
        },
        error: (error: unknown) => finish((waiter) => waiter.error(error)),
        complete: () => finish((waiter) => waiter.complete()),
      }),
    )
  }

  return new Observable((waiter) => {
    if (latest !== undefined) waiter.next(latest.value)
    if (end !== undefined) return end(waiter)
    leaving?.unsubscribe()
    // Also one who left with that value, for whom the grace begins again.
    crowd.join(waiter)
    if (link === undefined && !waiter.closed) connect()
  })
}
