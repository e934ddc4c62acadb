import { start, step } from '../../src/polling/engine/poll-engine.ts'
import type { Schedule } from '../../src/polling/schedule.ts'

/** What one look costs, in seconds of waiting. */
const lookCostS = 1

/** Seconds that it costs, looks and lateness, to find the end of an execution by a schedule. Drives the engine. */
export const costOf = (schedule: Schedule, durationS: number, random: () => number): number => {
  const plan = { schedule, maxPolls: Number.POSITIVE_INFINITY }
  let state = start(0)
  let nowMs = 0
  while (state.polls === 0 || nowMs < durationS * 1000) {
    const [waiting] = step(plan, state, { kind: 'open', nowMs, random: random() })
    nowMs += waiting.delayMs
    state = step(plan, waiting, { kind: 'due', nowMs })[0]
  }
  return lookCostS * state.polls + nowMs / 1000 - durationS
}

/**
 * The least that fixed look times can cost, on average over the given durations, in ascending order: dynamic programming
 * over the durations themselves, since no look is better than one right at an end.
 */
export const leastCost = (durationsS: readonly number[]): number => {
  const count = durationsS.length
  const sums = [0]
  for (const duration of durationsS) sums.push((sums.at(-1) ?? 0) + duration)
  const least = new Float64Array(count + 1)
  for (let first = count - 1; first >= 0; first--) {
    let best = Number.POSITIVE_INFINITY
    for (let next = first + 1; next <= count; next++) {
      const late = (next - first) * (durationsS[next - 1] ?? 0) - ((sums[next] ?? 0) - (sums[first] ?? 0))
      if (late > best) break
      best = Math.min(best, late + (least[next] ?? 0))
    }
    least[first] = lookCostS * (count - first) + best
  }
  return (least[0] ?? 0) / count
}
