/**
 * What was written for readers and waits for them, over all streams. While it is more than it may be, no more results are
 * made; and if that takes long, those are let go who took nothing for longest. So a thousand readers who stall in front of
 * large results neither fill the memory before the deadline of each has passed, nor hold up the others.
 */
export interface Backlog {
  /** Counts `length` for a reader, until told otherwise; 0 when the reader took it all. */
  hold(reader: BackloggedReader, length: number): void
  /** Undefined when there is room for more; else resolves when there is. */
  room(): Promise<void> | undefined
  readonly length: number
}

export interface BackloggedReader {
  letGo(): void
}

export interface BacklogOptions {
  readonly limit: number
  /** Milliseconds without progress after which a reader has to make room. */
  readonly patienceMs: number
}

// Ticks and no clock: time in which the process itself was too busy to write must not count against a reader.
const ticks = 4

export const createBacklog = ({ limit, patienceMs }: BacklogOptions): Backlog => {
  // In the order of their last progress: who has stalled for longest is at the front.
  const readers = new Map<BackloggedReader, { readonly length: number; readonly atTick: number }>()
  const waiting: (() => void)[] = []
  let total = 0
  let tick = 0
  let watch: NodeJS.Timeout | undefined

  const admit = () => {
    // One result may follow each: what they come to is known only when they are made.
    if (total <= limit) waiting.shift()?.()
    if (waiting.length > 0) return
    clearInterval(watch)
    watch = undefined
  }
  const makeRoom = () => {
    tick++
    for (const [reader, { atTick }] of readers) {
      if (total <= limit || tick - atTick < ticks) break
      forget(reader)
      reader.letGo()
    }
    admit()
  }
  const forget = (reader: BackloggedReader) => {
    total -= readers.get(reader)?.length ?? 0
    readers.delete(reader)
  }

  return {
    hold: (reader, length) => {
      forget(reader)
      if (length > 0) readers.set(reader, { length, atTick: tick })
      total += length
      admit()
    },
    room: () => {
      if (total <= limit && waiting.length === 0) return undefined
      watch ??= setInterval(makeRoom, patienceMs / ticks)
      return new Promise((resolve) => waiting.push(resolve))
    },
    get length() {
      return total
    },
  }
}
