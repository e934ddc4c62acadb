import { type SchedulerAction, type SchedulerLike, Subscription } from 'rxjs'

/** How many times faster than a real clock: a second of a script is a millisecond of the machine. */
export const timesFaster = 1000

/** A clock that real sockets can be used by, yet minutes pass in milliseconds. `jump` moves the time that it tells. */
export const createFastClock = (): { scheduler: SchedulerLike; jump: (byMs: number) => void } => {
  const beganMs = Date.now()
  const zeroMs = performance.now()
  let jumpedMs = 0
  return {
    scheduler: {
      now: () => beganMs + jumpedMs + (performance.now() - zeroMs) * timesFaster,
      schedule<T>(work: Work<T>, delayMs?: number, state?: T): Subscription {
        return new FastAction(work).schedule(state, delayMs)
      },
    },
    jump: (byMs) => {
      jumpedMs += byMs
    },
  }
}

type Work<T> = (this: SchedulerAction<T>, state?: T) => void

class FastAction<T> extends Subscription implements SchedulerAction<T> {
  readonly #work: Work<T>
  #timer: NodeJS.Timeout | undefined

  constructor(work: Work<T>) {
    super()
    this.#work = work
  }

  schedule(state?: T, delayMs = 0): this {
    clearTimeout(this.#timer)
    if (!this.closed) this.#timer = setTimeout(() => this.#work.call(this, state), delayMs / timesFaster)
    return this
  }

  override unsubscribe(): void {
    clearTimeout(this.#timer)
    super.unsubscribe()
  }
}
