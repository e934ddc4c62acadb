/** How streams are carried. */
export interface StreamSettings {
  /** Milliseconds between signs of life on the wire: comments of SSE, pings of a WebSocket, which must be answered. */
  readonly pingMs: number
  /** Milliseconds that what was written may wait for its reader without any progress, before the reader is let go. */
  readonly writeDeadlineMs: number
  /** Characters that may wait for their readers, over all streams, before no more results are made; see `Backlog`. */
  readonly backlogLength: number
  /** Milliseconds without progress after which a reader has to make room for others, when there is none left. */
  readonly backlogPatienceMs: number
  /** What `retry:` tells readers of SSE: milliseconds before they come back after a break. */
  readonly retryMs: number
  /** Milliseconds for the `connection_init` of a WebSocket to arrive. */
  readonly connectionInitMs: number
  /** Operations that may be under way on one WebSocket. */
  readonly operationsPerSocket: number
}

export const defaultStreamSettings: StreamSettings = {
  pingMs: 12_000,
  writeDeadlineMs: 30_000,
  backlogLength: 64_000_000,
  backlogPatienceMs: 2_000,
  retryMs: 2_000,
  connectionInitMs: 5_000,
  operationsPerSocket: 100,
}
