import type { ObserveGateway } from './gateway-event.ts'

/** Tells each of several observers. What one of them throws is ignored: it must not change what it watches. */
export const observeAll =
  (observers: readonly ObserveGateway[]): ObserveGateway =>
  (event) => {
    for (const observe of observers) {
      try {
        observe(event)
      } catch {
        // See above.
      }
    }
  }
