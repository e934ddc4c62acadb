import { requireMilliseconds } from '../refuse.ts'
import type { Schedule } from './schedule.ts'

/** The same wait before every look, in milliseconds. */
export const fixed = (delayMs: number): Schedule => {
  requireMilliseconds('delayMs', delayMs, 0)
  return () => delayMs
}
