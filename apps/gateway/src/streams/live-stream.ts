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
export const createLiveStream = (source: AsyncIterable<ExecutionResult>, options: LiveStreamOptions): LiveStream =>
  new Served(source, options)

type Next = IteratorResult<ExecutionResult, undefined>

/** A class, since there may be thousands of them, idle: closures would hold more. */
class Served implements LiveStream, AsyncIterableIterator<ExecutionResult> {
  private readonly iterator: AsyncIterator<ExecutionResult>
  private readonly options: LiveStreamOptions
  private readonly beat: NodeJS.Timeout | undefined
  /** The reader who waits. */
  private waiting: PromiseWithResolvers<Next> | undefined
  private isAsking = false
  private isBeatDue = false
  private hasEnded = false
  private arrived: IteratorResult<ExecutionResult> | { readonly failure: unknown } | undefined
  private farewell: { readonly end: StreamEnd; readonly retryAfterMs: number } | undefined
  /** Set with the last result: the stream has ended when the reader comes back for more, and so has taken it. */
  private last: StreamEnd | undefined

  constructor(source: AsyncIterable<ExecutionResult>, options: LiveStreamOptions) {
    const { progress, signal } = options
    this.iterator = source[Symbol.asyncIterator]()
    this.options = options
    this.beat = progress.heartbeatMs ? setInterval(() => this.beatOnce(), progress.heartbeatMs) : undefined
    if (signal.aborted) this.leave()
    else signal.addEventListener('abort', this.leave, { once: true })
  }

  get results() {
    return this
  }

  [Symbol.asyncIterator]() {
    return this
  }

  next(): Promise<Next> {
    this.waiting = Promise.withResolvers()
    const { promise } = this.waiting
    this.serve()
    return promise
  }

  async return(): Promise<Next> {
    this.leave()
    return over
  }

  sayLastWord(end: StreamEnd, retryAfterMs: number): void {
    this.farewell = { end, retryAfterMs }
    this.serve()
  }

  cut(reason: StreamEnd): void {
    this.finish(reason)
    this.options.progress.cut?.()
  }

  private readonly leave = () => this.finish(this.options.progress.cutFor ?? this.last ?? 'left')

  /** Gives a reader who waits what there is, or asks for it. */
  private serve(): void {
    const { waiting } = this
    if (!waiting) return
    try {
      const next = this.take()
      if (!next) return
      this.waiting = undefined
      waiting.resolve(next)
    } catch (failure) {
      this.waiting = undefined
      waiting.reject(failure)
    }
  }

  private take(): Next | undefined {
    if (this.hasEnded) return over
    if (this.last !== undefined) return this.done(this.last)
    if (this.arrived !== undefined) return this.takeArrived(this.arrived)
    if (this.farewell !== undefined) return this.bidFarewell(this.farewell)
    if (this.isBeatDue) {
      this.isBeatDue = false
      return { done: false, value: heartbeat }
    }
    if (!this.isAsking) this.ask()
    return undefined
  }

  private ask(): void {
    this.isAsking = true
    const full = this.options.room()
    const next = full ? full.then(() => this.iterator.next()) : this.iterator.next()
    next.then(
      (result) => this.arrive(result),
      (failure: unknown) => this.arrive({ failure }),
    )
  }

  private arrive(arrived: NonNullable<typeof this.arrived>): void {
    this.isAsking = false
    this.arrived = arrived
    this.serve()
  }

  private takeArrived(arrived: NonNullable<typeof this.arrived>): Next {
    this.arrived = undefined
    if (!('failure' in arrived)) {
      return arrived.done ? this.done(this.options.progress.end ?? 'completed') : this.deliver(arrived.value)
    }
    this.finish('refused')
    throw arrived.failure
  }

  private deliver(result: ExecutionResult): Next {
    const { progress, onDelivered } = this.options
    const { stateAtMs, end } = progress
    if (stateAtMs !== undefined) onDelivered(Math.max(0, Date.now() - stateAtMs))
    progress.stateAtMs = undefined
    if (end === undefined) return { done: false, value: result }
    this.last = end
    return { done: false, value: asLast(result, end) }
  }

  private bidFarewell({ end, retryAfterMs }: NonNullable<typeof this.farewell>): Next {
    this.last = end
    this.release()
    return { done: false, value: lastWord(end, retryAfterMs) }
  }

  private done(end: StreamEnd): Next {
    this.finish(end)
    return over
  }

  private beatOnce(): void {
    this.isBeatDue = true
    this.serve()
  }

  private release(): void {
    clearInterval(this.beat)
    // Nobody waits for it, and a source that fails while it is let go of has nobody to tell.
    this.iterator.return?.().catch(() => undefined)
  }

  private finish(end: StreamEnd): void {
    if (this.hasEnded) return
    this.hasEnded = true
    this.options.signal.removeEventListener('abort', this.leave)
    this.release()
    this.options.onEnd(end)
    this.serve()
  }
}

const over = { done: true, value: undefined } as const
