import type { StreamEnd } from './stream-end.ts'

/**
 * What an operation, its stream and its transport tell each other. One is made for each operation; the fields of a
 * subscription and the transport write to it, the stream reads it.
 */
export interface StreamProgress {
  /** Milliseconds between the heartbeats that the reader asked for; none when left out. */
  heartbeatMs?: number
  /** When the upstream gave the state whose result is being made, by `Date.now()`. */
  stateAtMs?: number
  /** Set together with the result after which nothing more comes. */
  end?: StreamEnd
  /** Why the transport, and not the reader, is about to let go of the stream. */
  cutFor?: StreamEnd
  /** Lets go of the reader's connection; there is none in process. */
  cut?: () => void
}
