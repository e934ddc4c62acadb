/** Where a poll stands. */
export interface Look {
  /** How many looks were made. */
  readonly polls: number
  /** Milliseconds since what is polled for began, as far as it is known; else since the poll began. */
  readonly elapsedMs: number
  /** A draw from 0 to 1, made for this wait. */
  readonly random: number
}

/** Milliseconds to wait before the next look: a pure function, `random` being its only chance. */
export type Schedule = (look: Look) => number
