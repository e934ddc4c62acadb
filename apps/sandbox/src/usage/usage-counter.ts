import type { UsageCount, UsageStore } from '../store/usage.ts'

/** A call that was served. */
export interface ServedCall {
  readonly organizationId: string
  readonly clientId: string
  readonly userId: string
  readonly templateUri: string
  readonly httpMethod: string
  readonly day: string
  readonly status: number
}

/** Counts calls in memory and adds them to the store now and then. */
export interface UsageCounter {
  count(call: ServedCall): void
  /** Resolves when every call counted so far is stored; errors with the store's error, the calls being kept. */
  flush(): Promise<void>
}

/**
 * Writes by itself `flushMs` milliseconds after the first call that is not stored; `onError` hears of the first failure
 * since a write succeeded, and the calls wait for the next write.
 */
export const createUsageCounter = (
  store: Pick<UsageStore, 'add'>,
  flushMs: number,
  onError: (error: unknown) => void,
): UsageCounter => {
  let counts: Counts = new Map()
  let writing: Promise<void> = Promise.resolve()
  let timer: NodeJS.Timeout | undefined
  let isToldOf = false

  const write = async (): Promise<void> => {
    clearTimeout(timer)
    timer = undefined
    const written = counts
    counts = new Map()
    try {
      await store.add([...written.values()])
      isToldOf = false
    } catch (error) {
      for (const count of written.values()) addCounts(counts, count)
      schedule()
      throw error
    }
  }
  const flush = (): Promise<void> => {
    const written = writing.then(write)
    writing = written.catch(() => undefined)
    return written
  }
  const schedule = (): void => {
    timer ??= setTimeout(() => flush().catch(tell), flushMs).unref()
  }
  const tell = (error: unknown): void => {
    if (!isToldOf) onError(error)
    isToldOf = true
  }

  return {
    count: (call) => {
      addCall(counts, call)
      schedule()
    },
    flush,
  }
}

type Counts = Map<string, Mutable<UsageCount>>
type Mutable<T> = { -readonly [Key in keyof T]: T[Key] }

const keyOf = ({
  organizationId,
  clientId,
  userId,
  templateUri,
  httpMethod,
  day,
}: Omit<ServedCall, 'status'>): string =>
  `${organizationId}\n${clientId}\n${userId}\n${templateUri}\n${httpMethod}\n${day}`

const countOf = (counts: Counts, kind: Omit<ServedCall, 'status'>): Mutable<UsageCount> => {
  const key = keyOf(kind)
  const present = counts.get(key)
  if (present) return present
  const { organizationId, clientId, userId, templateUri, httpMethod, day } = kind
  const none = { status200: 0, status300: 0, status400: 0, status500: 0, status429: 0, requests: 0 }
  const count = { organizationId, clientId, userId, templateUri, httpMethod, day, ...none }
  counts.set(key, count)
  return count
}

const addCall = (counts: Counts, call: ServedCall): void => {
  const count = countOf(counts, call)
  const { status } = call
  count.requests++
  if (status >= 500) count.status500++
  else if (status >= 400) count.status400++
  else if (status >= 300) count.status300++
  else if (status >= 200) count.status200++
  if (status === 429) count.status429++
}

const addCounts = (counts: Counts, added: UsageCount): void => {
  const count = countOf(counts, added)
  for (const metric of ['status200', 'status300', 'status400', 'status500', 'status429', 'requests'] as const)
    count[metric] += added[metric]
}
