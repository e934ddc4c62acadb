import type { ApiError } from '../../src/index.ts'
import type { Answer } from './answer.ts'

/** What a server does with one job: a usage query is started, then its execution is followed to its end. */
export interface HostileScript {
  /** What is hostile about it. */
  readonly name: string
  /** What it does with the start; by default it gives the execution id `e1`. */
  readonly start?: Answer
  /** What it does with each look in turn; the last one is for all looks that follow. */
  readonly looks: readonly Answer[]
  readonly expected: Expected
  /** Milliseconds that one exchange may take; ample by default. */
  readonly timeoutMs?: number
  /** Milliseconds for following the execution; ample by default. */
  readonly deadlineMs?: number
  /** Milliseconds that the server may direct to wait for; 180 seconds by default. */
  readonly retryAfterLimitMs?: number
  /** Milliseconds between two looks; by the square-root law by default. */
  readonly everyMs?: number
  /** By how many milliseconds the clock jumps after the second look. */
  readonly clockJumpMs?: number
}

/** A number of rows, or the kind of an error. */
export type Ending = number | ApiError['kind'] | 'TypeError'

export interface Expected {
  /** How many rows the job gives, or the kind of error that it ends with; a list where transports may rightly differ. */
  readonly ends: Ending | readonly Ending[]
  /** The least and the most looks. */
  readonly looks?: readonly [least: number, most: number]
  /** No look after the first one comes earlier than this many milliseconds after the answer before. */
  readonly directedMs?: number
  /** The execution that was followed, as its path has it. */
  readonly executionId?: string
}
