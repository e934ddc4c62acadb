import { never } from '../never.ts'
import { requireMilliseconds, requireNumber, requireObject } from '../refuse.ts'
import { jittered } from './jittered.ts'
import type { Schedule } from './schedule.ts'

/** The numbers of waits that grow by a factor. Durations are milliseconds. */
export interface ExponentialOptions {
  /** The wait before the first look, at least 1; 1000 by default. */
  readonly firstMs?: number | undefined
  /** How many times the wait before it each wait is, at least 1; 2 by default. */
  readonly factor?: number | undefined
  /** No wait is longer; 60000 by default. */
  readonly ceilingMs?: number | undefined
  /** The part of a wait, from 0 to 1, that it is moved by at most, up or down; 0.25 by default. */
  readonly jitter?: number | undefined
}

/** Waits that grow by a factor, each moved by jitter, none above the ceiling. */
export const exponential = (options: ExponentialOptions = {}): Schedule => {
  const { firstMs = 1000, factor = 2, ceilingMs = 60_000, jitter = 0.25 } = requireObject(options)
  requireMilliseconds('firstMs', firstMs, 1)
  requireMilliseconds('ceilingMs', ceilingMs, 0)
  requireNumber('factor', factor, 1, never)
  requireNumber('jitter', jitter, 0, 1)
  return ({ polls, random }) =>
    Math.min(jittered(Math.min(firstMs * factor ** polls, ceilingMs), jitter, random), ceilingMs)
}
