import { refuse, requireMilliseconds, requireNumber, requireObject } from '../refuse.ts'
import { planLooks } from './learning/plan-looks.ts'
import { survivalFrom } from './learning/survival.ts'
import type { Schedule } from './schedule.ts'
import { squareRoot } from './square-root.ts'

/** How long executions of one kind took, in milliseconds; in any order, the newest last where the list is kept short. */
export type DurationHistory = readonly number[]

/** The numbers of a learned schedule. Durations are milliseconds. */
export interface LearnedOptions {
  /** What one look costs, in milliseconds of a reader's waiting; 1000 by default. */
  readonly costMs?: number | undefined
  /** The part of the gap between two planned looks, from 0 to 0.25, that one is moved by at most; 0.125 by default. */
  readonly jitter?: number | undefined
  /** When to look while the history is shorter than five durations, and after the last planned look; `squareRoot()` by default. */
  readonly otherwise?: Schedule | undefined
}

/** Fewer tell nothing of a shape. */
const fewest = 5
/** More than these, the newest, would cost time and change little. */
const most = 100

/**
 * Looks when past durations say that it pays: the times at which looks and lateness together cost least, planned once,
 * when it is made (about a millisecond), by dynamic programming over the smoothed durations. Throws a TypeError for a
 * history that is not a list of durations.
 */
export const learned = (history: DurationHistory, options: LearnedOptions = {}): Schedule => {
  const { costMs = 1000, jitter = 0.125, otherwise = squareRoot({ costMs }) } = requireObject(options)
  requireDurations(history)
  requireMilliseconds('costMs', costMs, 1, Number.MAX_SAFE_INTEGER)
  requireNumber('jitter', jitter, 0, 0.25)
  if (typeof otherwise !== 'function') throw refuse('otherwise', otherwise, 'a schedule')
  if (history.length < fewest) return otherwise
  const durations = history.slice(-most).toSorted((one, other) => one - other)
  const [shortest = 0, longest = 0] = [durations[0], durations.at(-1)].map((duration) => Math.max(duration ?? 0, 1))
  const plan = planLooks(survivalFrom(durations), { firstMs: shortest / 3, lastMs: longest * 4, costMs })
  return (look) => {
    // Of two looks moved towards each other by jitter the second must not come right after the first: what is left is more
    // than half of the gap before it, of which jitter takes a quarter at most.
    const index = plan.findIndex((time, place) => time - look.elapsedMs > (time - (plan[place - 1] ?? 0)) / 2)
    const timeMs = plan[index]
    if (timeMs === undefined) return otherwise(look)
    const gapMs = Math.min(timeMs - (plan[index - 1] ?? 0), (plan[index + 1] ?? timeMs * 2) - timeMs)
    return timeMs - look.elapsedMs + gapMs * jitter * (2 * look.random - 1)
  }
}

/** Refuses what is not a list of durations. */
export const requireDurations = (history: DurationHistory): void => {
  if (!Array.isArray(history)) throw refuse('history', history, 'a list of durations in milliseconds')
  for (const duration of history) requireMilliseconds('history', duration, 0, Number.MAX_SAFE_INTEGER)
}
