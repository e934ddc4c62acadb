/** How long executions take: a distribution over seconds from 0 to `longestS`. */
export interface Durations {
  readonly name: string
  /** The part of all executions that took `seconds` or less. */
  readonly ended: (seconds: number) => number
}

/** Every shape ends here, at the default deadline of a poll: what takes longer is left out, for ours and for peers alike. */
export const longestS = 900

const truncated = (name: string, ended: (seconds: number) => number): Durations => {
  const whole = ended(longestS)
  return { name, ended: (seconds) => (seconds >= longestS ? 1 : ended(seconds) / whole) }
}

// Abramowitz and Stegun, 7.1.26: right to 1.5e-7.
const normal = (z: number): number => {
  const x = Math.abs(z) / Math.SQRT2
  const t = 1 / (1 + 0.3275911 * x)
  const series = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
  const half = (series * Math.exp(-x * x)) / 2
  return z < 0 ? half : 1 - half
}

const exponential = (meanS: number) => (seconds: number) => 1 - Math.exp(-seconds / meanS)
const lognormal = (medianS: number, sigma: number) => (seconds: number) =>
  seconds <= 0 ? 0 : normal(Math.log(seconds / medianS) / sigma)
const uniform = (fromS: number, toS: number) => (seconds: number) =>
  Math.min(1, Math.max(0, (seconds - fromS) / (toS - fromS)))
const pareto = (leastS: number, alpha: number) => (seconds: number) =>
  seconds <= leastS ? 0 : 1 - (leastS / seconds) ** alpha

const quick = uniform(1, 2)
const slow = uniform(40, 90)

/** The five shapes that are measured. */
export const shapes: readonly Durations[] = [
  truncated('exponential, mean 3 s', exponential(3)),
  truncated('lognormal, median 8 s, σ 0.8', lognormal(8, 0.8)),
  truncated('70 % of 1–2 s, 30 % of 40–90 s', (seconds) => 0.7 * quick(seconds) + 0.3 * slow(seconds)),
  truncated('Pareto, from 1 s, α 1.5', pareto(1, 1.5)),
  truncated('lognormal, median 120 s, σ 1', lognormal(120, 1)),
]

/** One duration in seconds, drawn by bisection. `part` is from 0 to 1. */
export const drawSeconds = ({ ended }: Durations, part: number): number => {
  let [low, high] = [0, longestS]
  while (high - low > 1e-4) {
    const middle = (low + high) / 2
    if (ended(middle) < part) low = middle
    else high = middle
  }
  return high
}
