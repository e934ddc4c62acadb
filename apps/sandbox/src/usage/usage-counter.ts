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
 * Writes by itself `flushMs` milliseconds after the first call that is not stored; `onError` hears of a failure,
 * and the calls wait for the next write.
 */
export const createUsageCounter = (
  store: Pick<UsageStore, 'add'>,
  flushMs: number,
  onError: (error: unknown) => void,
): UsageCounter => {
  let counts = new Map<string, UsageCount>()
  let writing: Promise<void> = Promise.resolve()
  let timer: NodeJS.Timeout | undefined

  const write = async (): Promise<void> => {
    clearTimeout(timer)
    timer = undefined
    const written = counts
    counts = new Map()
    try {
      await store.add([...written.values()])
    } catch (error) {
      for (const count of written.values()) merge(counts, count)
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
    timer ??= setTimeout(() => flush().catch(onError), flushMs).unref()
  }

  return {
    count: (call) => {
      merge(counts, toCount(call))
      schedule()
    },
    flush,
  }
}

const toCount = ({ status, ...call }: ServedCall): UsageCount => ({
  ...call,
  status200: Number(status >= 200 && status < 300),
  status300: Number(status >= 300 && status < 400),
  status400: Number(status >= 400 && status < 500),
  status500: Number(status >= 500),
  status429: Number(status === 429),
  requests: 1,
})

const merge = (counts: Map<string, UsageCount>, added: UsageCount): void => {
  const { organizationId, clientId, userId, templateUri, httpMethod, day } = added
  const key = JSON.stringify([organizationId, clientId, userId, templateUri, httpMethod, day])
  const present = counts.get(key)
  counts.set(
    key,
    present
      ? {
          ...present,
          status200: present.status200 + added.status200,
          status300: present.status300 + added.status300,
          status400: present.status400 + added.status400,
          status500: present.status500 + added.status500,
          status429: present.status429 + added.status429,
          requests: present.requests + added.requests,
        }
      : added,
  )
}
