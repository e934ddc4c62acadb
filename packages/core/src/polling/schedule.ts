/** Where a poll stands. */
export interface Look {
  /** How many looks were made. */
  readonly polls: number
  /** Milliseconds since the poll began. */
  readonly elapsedMs: number
}

/** Milliseconds to wait before the next look. */
export type Schedule = (look: Look) => number
