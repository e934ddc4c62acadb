import { refuse, requireMilliseconds } from '../refuse.ts'
import type { Schedule } from './schedule.ts'

/** The numbers of the square-root law. Durations are milliseconds. */
export interface SquareRootOptions {
  /** The wait before the first look; 2000 by default. */
  readonly firstMs?: number
  /** No wait is shorter, but for a shorter `firstMs`; 1000 by default. */
  readonly floorMs?: number
  /** No wait is longer; 60000 by default. */
  readonly ceilingMs?: number
  /** What one look costs, in milliseconds of a reader's waiting; 1000 by default. */
  readonly costMs?: number
  /** The part of a wait, from 0 to 1, that it is moved by at most, up or down; 0.25 by default. */
  readonly jitter?: number
  /** From 0 to 1; Math.random by default. */
  readonly random?: () => number
}

/**
 * The square-root law: the first look after `firstMs`, then waits of `sqrt(2 * costMs * elapsedMs)`, each moved by
 * jitter, none below the floor or above the ceiling. It looks often while an answer can be new and seldom when one more
 * look hardly matters, so that looks and lateness cost the same. Pure but for `random`.
 */
export const squareRoot = (options: SquareRootOptions = {}): Schedule => {
  const { firstMs = 2000, floorMs = 1000, ceilingMs = 60_000, costMs = 1000, jitter = 0.25 } = options
  const { random = Math.random } = options
  for (const [name, value] of Object.entries({ firstMs, floorMs, ceilingMs, costMs })) {
    requireMilliseconds(name, value, 0)
  }
  if (floorMs > ceilingMs) throw refuse('floorMs', floorMs, 'a number that is not above ceilingMs')
  if (!(jitter >= 0 && jitter <= 1)) throw refuse('jitter', jitter, 'a number from 0 to 1')
  return ({ polls, elapsedMs }) => {
    const plainMs = polls === 0 ? firstMs : Math.sqrt(2 * costMs * elapsedMs)
    const movedMs = Math.round(plainMs * (1 + jitter * (2 * random() - 1)))
    const leastMs = polls === 0 ? Math.min(firstMs, floorMs) : floorMs
    return Math.min(Math.max(movedMs, leastMs), ceilingMs)
  }
}
