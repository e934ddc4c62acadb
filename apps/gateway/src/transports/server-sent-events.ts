import type { ExecutionResult } from 'graphql'
import { withoutInternals } from './without-internals.ts'

export interface ServerSentEventsOptions {
  readonly pingMs: number
  readonly retryMs: number
  /** Told whenever that changes how much of a frame still waits for the reader. */
  readonly onRest: (length: number) => void
}

/** Where frames go; a `ServerResponse` is one. */
export interface EventSink {
  /** False when there is no room for more until `pull` is called. */
  write(piece: Buffer | string): boolean
  end(): unknown
  destroy(): unknown
  /** What was written and waits for the reader. */
  readonly writableLength: number
}

// Small, so that a reader who takes a large frame slowly is seen to take it.
export const pieceLength = 16_384
const nothing = Buffer.alloc(0)

/**
 * Results as server-sent events: `next` for each, then one empty `complete`, and comments in between as signs of life.
 * No `id:`: a stream is followed again by the ids of its execution, not from a place in it. Asks for a result only when
 * there is room for it. A class, since there may be thousands of them, idle: closures would hold more.
 */
export class ServerSentEvents {
  private readonly iterator: AsyncIterator<ExecutionResult>
  private readonly sink: EventSink
  private readonly options: ServerSentEventsOptions
  private rest: Buffer
  private ping: NodeJS.Timeout | undefined
  private isAsking = false
  private isLast = false
  private isClosed = false

  constructor(results: AsyncIterable<ExecutionResult>, sink: EventSink, options: ServerSentEventsOptions) {
    this.iterator = results[Symbol.asyncIterator]()
    this.sink = sink
    this.options = options
    this.rest = Buffer.from(`retry: ${options.retryMs}\n\n`)
  }

  /** To be called at first, and whenever there is room again. */
  pull(): void {
    if (this.isClosed) return
    this.ping ??= setInterval(() => this.showLife(), this.options.pingMs)
    if (this.writeRest() && !this.isLast && !this.isAsking) this.ask()
  }

  /** Returns the results, and writes nothing more. */
  close(): void {
    if (this.isClosed) return
    this.isClosed = true
    clearInterval(this.ping)
    this.rest = nothing
    this.options.onRest(0)
    this.iterator.return?.().catch(() => undefined)
  }

  /** True when the frame is out. */
  private writeRest(): boolean {
    while (this.rest.length > 0) {
      const piece = this.rest.subarray(0, pieceLength)
      this.rest = this.rest.length > pieceLength ? this.rest.subarray(pieceLength) : nothing
      const hasRoom = this.sink.write(piece)
      this.options.onRest(this.rest.length)
      if (!hasRoom) return false
    }
    if (this.isLast) this.sink.end()
    return true
  }

  private ask(): void {
    this.isAsking = true
    this.iterator.next().then(
      ({ done, value }) => this.tell(done ? undefined : value),
      // What fails has been told of before; the reader is not to wait for more.
      () => this.tell(undefined),
    )
  }

  private tell(result: ExecutionResult | undefined): void {
    this.isAsking = false
    if (this.isClosed) return
    this.isLast = result === undefined
    this.rest = Buffer.from(
      result ? `event: next\ndata: ${JSON.stringify(withoutInternals(result))}\n\n` : 'event: complete\ndata:\n\n',
    )
    this.pull()
  }

  private showLife(): void {
    // Behind what nobody has read yet it would be no sign of anything.
    if (this.rest.length === 0 && !this.isLast && this.sink.writableLength === 0) this.sink.write(':\n\n')
  }
}
