interface Round<T> {
  readonly begin: () => Promise<T>
  /** Joins in what the round gives; leaves it when the signal aborts. */
  readonly join: (signal: AbortSignal) => Promise<T>
  readonly isEmpty: () => boolean
}

/**
 * Lets equal questions be answered together without anyone getting an answer that is older than the question: who asks
 * while a round is under way waits for the next, which begins when that one ends. However many ask, no more than one
 * round of a key is under way, and one waiting.
 */
export class Rounds<T> {
  private readonly underWay = new Map<string, { next?: Round<T> }>()

  /** How many keys have a round under way. */
  get size(): number {
    return this.underWay.size
  }

  /** Runs, or joins the next round of the same key. The signal that a round runs with aborts when all who joined left. */
  ask(key: string, run: (signal: AbortSignal) => Promise<T>, signal: AbortSignal): Promise<T> {
    const known = this.underWay.get(key)
    if (!known) return this.lead(key, run(signal))
    if (!known.next || known.next.isEmpty()) known.next = roundOf(run)
    return known.next.join(signal)
  }

  /** Nobody joins what is under way: whoever began it is alone in it. */
  private lead(key: string, result: Promise<T>): Promise<T> {
    const entry: { next?: Round<T> } = {}
    const end = () => {
      this.underWay.delete(key)
      if (entry.next && !entry.next.isEmpty()) this.lead(key, entry.next.begin())
    }
    this.underWay.set(key, entry)
    result.then(end, end)
    return result
  }
}

const roundOf = <T>(run: (signal: AbortSignal) => Promise<T>): Round<T> => {
  const { promise: result, resolve, reject } = Promise.withResolvers<T>()
  const allLeft = new AbortController()
  let members = 0
  const leave = () => {
    members -= 1
    if (members === 0) allLeft.abort()
  }
  return {
    begin: () => {
      run(allLeft.signal).then(resolve, reject)
      return result
    },
    join: (signal) => {
      members += 1
      signal.addEventListener('abort', leave, { once: true })
      return result
    },
    isEmpty: () => members === 0,
  }
}
