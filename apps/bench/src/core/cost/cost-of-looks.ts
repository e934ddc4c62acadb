import { type Durations, longestS } from './durations.ts'

/** What one look costs, in seconds of waiting. */
export const lookCostS = 1

const stepS = 0.01

/** Seconds that a plan of looks costs on average: `lookCostS` for each look, and the wait from the end to the look that sees it. */
export type CostOfLooks = (looksAtS: readonly number[]) => number

/** The exact average over a distribution of durations, for looks at given seconds, in ascending order. */
export const costOfLooks = ({ ended }: Durations): CostOfLooks => {
  const endedUntil = integrate(ended)
  return (looksAtS) => {
    let cost = 0
    let sinceS = 0
    for (const look of [...looksAtS.filter((seconds) => seconds < longestS), longestS]) {
      const before = ended(sinceS)
      if (before === 1) break
      cost += lookCostS * (1 - before) + endedUntil(look) - endedUntil(sinceS) - before * (look - sinceS)
      sinceS = look
    }
    return cost
  }
}

/** The least cost that any plan can have that knows the distribution: dynamic programming backwards over a grid of times. */
export const leastCost = ({ ended }: Durations): number => {
  const endedUntil = integrate(ended)
  const times = grid()
  const parts = times.map(ended)
  const areas = times.map(endedUntil)
  const least = new Float64Array(times.length)
  for (let now = times.length - 2; now >= 0; now--) {
    const [time = 0, part = 0, area = 0] = [times[now], parts[now], areas[now]]
    let best = Number.POSITIVE_INFINITY
    for (let next = now + 1; next < times.length; next++) {
      const late = (areas[next] ?? 0) - area - part * ((times[next] ?? 0) - time)
      best = Math.min(best, late + (least[next] ?? 0))
    }
    least[now] = lookCostS * (1 - part) + best
  }
  return least[0] ?? 0
}

// Steps of 20 ms for 10 s, then each 0.3 % of its time.
const grid = (): number[] => {
  const times = [0]
  for (let time = 0.02; time < longestS; time = time < 10 ? time + 0.02 : time * 1.003) times.push(time)
  return [...times, longestS]
}

/** The area under `ended` from 0, by trapezes of 10 ms. */
const integrate = (ended: (seconds: number) => number): ((seconds: number) => number) => {
  const steps = Math.round(longestS / stepS)
  const sums = new Float64Array(steps + 1)
  let left = ended(0)
  for (let step = 1; step <= steps; step++) {
    const right = ended(step * stepS)
    sums[step] = (sums[step - 1] ?? 0) + ((left + right) / 2) * stepS
    left = right
  }
  return (seconds) => {
    const step = Math.min(steps, Math.floor(seconds / stepS))
    return (sums[step] ?? 0) + (seconds - step * stepS) * ended(seconds)
  }
}
