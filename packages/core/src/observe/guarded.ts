import type { Observe } from './api-event.ts'

/** The observer, unable to throw; undefined when there is none. */
export const guarded = (observe: Observe | undefined): Observe | undefined =>
  observe &&
  ((event) => {
    try {
      observe(event)
    } catch {
      // An observer that throws must not change what it watches.
    }
  })
