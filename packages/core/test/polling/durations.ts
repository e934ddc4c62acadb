/** A law of durations: draws one, in seconds, from a source of draws from 0 to 1. */
export type Durations = (random: () => number) => number

const normal = (random: () => number): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())

/** The five shapes that schedules are measured by. */
export const shapes: Readonly<Record<string, Durations>> = {
  'exponential, mean 3 s': (random) => -3 * Math.log(1 - random()),
  'lognormal, 8 s, sigma 0.8': (random) => 8 * Math.exp(0.8 * normal(random)),
  '70 % of 1 to 2 s, 30 % of 40 to 90 s': (random) => (random() < 0.7 ? 1 + random() : 40 + 50 * random()),
  'Pareto, 1 s, alpha 1.5': (random) => (1 - random()) ** (-1 / 1.5),
  'lognormal, 120 s, sigma 1': (random) => 120 * Math.exp(normal(random)),
}
