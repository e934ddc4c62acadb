import { requireMilliseconds, requireNumber, requireObject } from '../refuse.ts'
import { jittered } from './jittered.ts'
import type { Schedule } from './schedule.ts'

/** The numbers of the square-root law. Durations are milliseconds. */
export interface SquareRootOptions {
  /** The wait before the first look; 2000 by default. */
  readonly firstMs?: number | undefined
  /** No wait is shorter, but for a shorter `firstMs`; 1000 by default, or the ceiling when that is lower. */
  readonly floorMs?: number | undefined
  /** No wait is longer; 60000 by default. */
  readonly ceilingMs?: number | undefined
  /** What one look costs, in milliseconds of a reader's waiting; 1000 by default. */
  readonly costMs?: number | undefined
  /** The part of a wait, from 0 to 1, that it is moved by at most, up or down; 0.25 by default. */
  readonly jitter?: number | undefined
}

/**
 * The square-root law: the first look after `firstMs`, then waits of `sqrt(2 * costMs * elapsedMs)`, each moved by
 * jitter, none below the floor or above the ceiling. It looks often while an answer can be new and seldom when one more
 * look hardly matters, so that looks and lateness cost the same.
 */
export const squareRoot = (options: SquareRootOptions = {}): Schedule => {
  const {
    firstMs = 2000,
    ceilingMs = 60_000,
    floorMs = Math.min(1000, ceilingMs),
    costMs = 1000,
    jitter = 0.25,
  } = requireObject(options)
  requireMilliseconds('firstMs', firstMs, 0)
  requireMilliseconds('ceilingMs', ceilingMs, 0)
  requireMilliseconds('floorMs', floorMs, 0, ceilingMs)
  requireMilliseconds('costMs', costMs, 0, 1e15)
  requireNumber('jitter', jitter, 0, 1)
  return ({ polls, elapsedMs, random }) => {
    const plainMs = polls === 0 ? firstMs : Math.sqrt(2 * costMs * elapsedMs)
    const leastMs = polls === 0 ? Math.min(firstMs, floorMs) : floorMs
    return Math.min(Math.max(jittered(plainMs, jitter, random), leastMs), ceilingMs)
  }
}
