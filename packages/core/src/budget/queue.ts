/** Waits in line, and may leave it at any time. */
export interface Queue<T> {
  readonly size: () => number
  readonly add: (caller: object, waiter: T) => void
  readonly remove: (caller: object, waiter: T) => void
  /** Takes the first waiter of the caller whose turn it is. */
  readonly take: () => T | undefined
}

/** Callers take turns; the waiters of one caller go in the order they came. Every step is O(1). */
export const createQueue = <T>(): Queue<T> => {
  const callers = new Map<object, Set<T>>()
  let size = 0

  const remove = (caller: object, waiter: T) => {
    const waiters = callers.get(caller)
    if (!waiters?.delete(waiter)) return
    size--
    if (waiters.size === 0) callers.delete(caller)
  }
  return {
    size: () => size,
    add: (caller, waiter) => {
      size++
      const waiters = callers.get(caller)
      if (waiters === undefined) callers.set(caller, new Set([waiter]))
      else waiters.add(waiter)
    },
    remove,
    take: () => {
      for (const [caller, waiters] of callers) {
        for (const waiter of waiters) {
          // To the end of the line, for who is left.
          callers.delete(caller)
          waiters.delete(waiter)
          size--
          if (waiters.size > 0) callers.set(caller, waiters)
          return waiter
        }
      }
    },
  }
}
