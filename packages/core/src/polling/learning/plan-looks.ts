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
 * times, backwards: the best plan from a time on does not depend on how one came there. No plan moves
 * an end, so the time waited up to the look that finds it stands for its lateness.
 */
export const planLooks = (survival: Survival, { firstMs, lastMs, costMs }: LookRange): number[] => {
  const growth = (lastMs / firstMs) ** (1 / (points - 1))
  const times = [0, ...Array.from({ length: points }, (_, index) => firstMs * growth ** index)]
  const [time, part] = [at(times), at(times.map(survival))]
  const least = new Float64Array(times.length)
  const following = new Uint16Array(times.length)
  for (let now = points - 1; now >= 0; now--) {
    least[now] = Number.POSITIVE_INFINITY
    for (let next = now + 1; next <= points; next++) {
      if (now > 0 && next > now + 1 && time(next) > farthest * time(now)) break
      const cost = part(now) * (costMs + time(next) - time(now)) + (least[next] ?? 0)
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
