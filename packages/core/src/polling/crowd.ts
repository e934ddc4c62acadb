import type { Subscriber, Unsubscribable } from 'rxjs'

/**
 * Those who wait for the same thing, in the order in which they came. Leaving costs the same however many there are: a
 * Subject looks through all of its observers for each one that leaves. A ring and no Set: it takes less for each, and
 * there may be very many. This is where the ring begins and ends.
 */
export class Crowd<T> {
  before: Crowd<T> | Place<T> = this
  after: Crowd<T> | Place<T> = this
  readonly onEmpty: () => void

  constructor(onEmpty: () => void) {
    this.onEmpty = onEmpty
  }

  /** Leaves when it is closed. */
  join(waiter: Subscriber<T>): void {
    waiter.add(new Place(waiter, this))
  }

  /** Who is there now; whoever joins or leaves changes nothing in this list. */
  waiters(): Subscriber<T>[] {
    const all: Subscriber<T>[] = []
    for (let place = this.after; place instanceof Place; place = place.after) all.push(place.waiter)
    return all
  }
}

/** The place of one waiter, last in the ring. An object and no closure, for its size. */
class Place<T> implements Unsubscribable {
  readonly waiter: Subscriber<T>
  before: Crowd<T> | Place<T>
  after: Crowd<T> | Place<T>

  constructor(waiter: Subscriber<T>, crowd: Crowd<T>) {
    this.waiter = waiter
    this.before = crowd.before
    this.after = crowd
    this.before.after = this
    crowd.before = this
  }

  unsubscribe(): void {
    this.before.after = this.after
    this.after.before = this.before
    if (this.before === this.after && this.before instanceof Crowd) this.before.onEmpty()
  }
}
