import type { ExecutionResult } from 'graphql'
import { asLast, heartbeat, lastWord } from './notices.ts'
import type { StreamEnd } from './stream-end.ts'
import type { StreamProgress } from './stream-progress.ts'

/** One subscription that is being served. */
export interface LiveStream {
  /** The results with the stream's own notices, for one reader. */
  readonly results: AsyncIterableIterator<ExecutionResult>
  /** Ends the stream in front of its reader: a last result tells the reason, then it is complete. */
  sayLastWord(end: StreamEnd, retryAfterMs: number): void
  /** Ends the stream at once, and lets go of its reader's connection if it has one. */
  cut(end: StreamEnd): void
}

export interface LiveStreamOptions {
  readonly progress: StreamProgress
  /** Aborted when the reader is gone. */
  readonly signal: AbortSignal
  /** Undefined when there is room for another result; else resolves when there is. */
  readonly room: () => Promise<void> | undefined
  /** Told once for each result that has a state of the upstream: how many milliseconds ago the upstream gave it. */
  readonly onDelivered: (lagMs: number) => void
  /** Told once. */
  readonly onEnd: (end: StreamEnd) => void
}

/**
 * Serves results to one reader, with heartbeats if asked for and a last word. Asks for a result only when its reader
 * does, so that a slow reader holds up nothing but itself. Whatever ends it releases the source at once, idle or busy.
 */
export const createLiveStream = (
  source: AsyncIterable<ExecutionResult>,
  { progress, signal, room, onDelivered, onEnd }: LiveStreamOptions,
): LiveStream => {
  const iterator = source[Symbol.asyncIterator]()
  let wake = () => {}
  let isAsking = false
  let isBeatDue = false
  let hasEnded = false
  let arrived: (() => IteratorResult<ExecutionResult, undefined>) | undefined
  let farewell: { readonly end: StreamEnd; readonly retryAfterMs: number } | undefined
  /** Set with the last result: the stream has ended when the reader comes back for more, and so has taken it. */
  let last: StreamEnd | undefined

  const release = () => {
    clearInterval(beat)
    // Nobody waits for it, and a source that fails while it is let go of has nobody to tell.
    iterator.return?.().catch(() => undefined)
  }
  const finish = (end: StreamEnd) => {
    if (hasEnded) return
    hasEnded = true
    signal.removeEventListener('abort', leave)
    release()
    onEnd(end)
    wake()
  }
  const leave = () => finish(progress.cutFor ?? last ?? 'left')

  const arrive = (take: () => IteratorResult<ExecutionResult, undefined>) => {
    isAsking = false
    arrived = take
    wake()
  }
  const ask = () => {
    isAsking = true
    const full = room()
    const next = full ? full.then(() => iterator.next()) : iterator.next()
    next.then(
      (result) => arrive(() => (result.done ? done(progress.end ?? 'completed') : deliver(result.value))),
      (failure: unknown) =>
        arrive(() => {
          finish('refused')
          throw failure
        }),
    )
  }
  const done = (end: StreamEnd): IteratorResult<ExecutionResult, undefined> => {
    finish(end)
    return { done: true, value: undefined }
  }
  const deliver = (result: ExecutionResult): IteratorResult<ExecutionResult, undefined> => {
    const { stateAtMs, end } = progress
    if (stateAtMs !== undefined) onDelivered(Math.max(0, Date.now() - stateAtMs))
    progress.stateAtMs = undefined
    if (end === undefined) return { done: false, value: result }
    last = end
    return { done: false, value: asLast(result, end) }
  }
  const bidFarewell = ({ end, retryAfterMs }: NonNullable<typeof farewell>) => {
    last = end
    release()
    return { done: false, value: lastWord(end, retryAfterMs) } as const
  }

  const beat = progress.heartbeatMs
    ? setInterval(() => {
        isBeatDue = true
        wake()
      }, progress.heartbeatMs)
    : undefined
  if (signal.aborted) leave()
  else signal.addEventListener('abort', leave, { once: true })

  return {
    results: {
      [Symbol.asyncIterator]() {
        return this
      },
      async next() {
        for (;;) {
          if (hasEnded) return { done: true, value: undefined }
          if (last !== undefined) return done(last)
          if (arrived !== undefined) {
            const take = arrived
            arrived = undefined
            return take()
          }
          if (farewell !== undefined) return bidFarewell(farewell)
          if (isBeatDue) {
            isBeatDue = false
            return { done: false, value: heartbeat }
          }
          if (!isAsking) ask()
          await new Promise<void>((resolve) => {
            wake = resolve
          })
        }
      },
      async return() {
        leave()
        return { done: true, value: undefined }
      },
    },
    sayLastWord: (end, retryAfterMs) => {
      farewell = { end, retryAfterMs }
      wake()
    },
    cut: (reason) => {
      finish(reason)
      progress.cut?.()
    },
  }
}
