import type { Survival } from './survival.ts'

/** From when to when looks may be planned, and what one costs, in milliseconds. */
export interface LookRange {
  readonly firstMs: number
  readonly lastMs: number
  readonly costMs: number
}

const points = 240
// How many times as late as a look the next one may be. Without it, a look that comes a moment before the edge of a hump leaves
// whoever ends right after it to wait for the next hump, however far that is.
const farthest = 12

/**
 * The look times, in milliseconds from the start and ascending, that cost least on average, each look costing `costMs`
 * and each millisecond between the end and the look that finds it costing one. Dynamic programming over a grid of
 * times, backwards: the best plan from a time on does not depend on how one came there.
 */
export const planLooks = (survival: Survival, { firstMs, lastMs, costMs }: LookRange): number[] => {
  const growth = (lastMs / firstMs) ** (1 / (points - 1))
  const times = [0, ...Array.from({ length: points }, (_, index) => firstMs * growth ** index)]
  const alive = times.map(survival)
  const area = areaUnder(times, alive)
  const [time, part, below] = [at(times), at(alive), at(area)]
  const least = new Float64Array(times.length)
  const following = new Uint16Array(times.length)
  // Beyond the grid looks go by the square-root law: about as many as it takes for what is left.
  least[points] = part(points) * Math.sqrt(4 * costMs * lastMs)
  for (let now = points - 1; now >= 0; now--) {
    least[now] = Number.POSITIVE_INFINITY
    for (let next = now + 1; next <= points; next++) {
      if (now > 0 && next > now + 1 && time(next) > farthest * time(now)) break
      const late = part(now) * (time(next) - time(now)) - (below(next) - below(now))
      const cost = part(now) * costMs + late + (least[next] ?? 0)
      if (cost >= (least[now] ?? 0)) continue
      least[now] = cost
      following[now] = next
    }
  }
  const plan: number[] = []
  for (let now = following[0] ?? points; plan.length <= points; now = following[now] ?? points) {
    plan.push(time(now))
    if (now === points) break
  }
  return plan
}

const at =
  (values: readonly number[]) =>
  (index: number): number =>
    values[index] ?? 0

/** The area under a curve from its first point to each, by trapezes. */
const areaUnder = (times: readonly number[], values: readonly number[]): number[] => {
  const [time, value] = [at(times), at(values)]
  const area = [0]
  for (let index = 1; index < times.length; index++) {
    const step = ((value(index) + value(index - 1)) / 2) * (time(index) - time(index - 1))
    area.push(at(area)(index - 1) + step)
  }
  return area
}
