/** Waits in line, and may leave it at any time. */
export interface Queue<T> {
  readonly size: number
  readonly add: (caller: object, waiter: T) => void
  readonly remove: (caller: object, waiter: T) => void
  /** Takes the first waiter of the caller whose turn it is. */
  readonly take: () => T | undefined
}

/** Callers take turns; the waiters of one caller go in the order they came. Every step is O(1). */
export const createQueue = <T>(): Queue<T> => {
  const callers = new Map<object, Set<T>>()
  const queue = {
    size: 0,
    add: (caller: object, waiter: T) => {
      queue.size++
      callers.set(caller, (callers.get(caller) ?? new Set()).add(waiter))
    },
    remove: (caller: object, waiter: T) => {
      const waiters = callers.get(caller)
      if (!waiters?.delete(waiter)) return
      queue.size--
      if (waiters.size === 0) callers.delete(caller)
    },
    take: () => {
      for (const [caller, waiters] of callers) {
        for (const waiter of waiters) {
          queue.remove(caller, waiter)
          // To the end of the line, for who is left.
          if (callers.delete(caller)) callers.set(caller, waiters)
          return waiter
        }
      }
    },
  }
  return queue
}
