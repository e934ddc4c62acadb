/** The part of executions that are still running after so many milliseconds, from 1 down to 0. */
export type Survival = (elapsedMs: number) => number

/**
 * What past durations say of the next one: each stands for durations around it (on a logarithmic scale, so that
 * "around" grows with the duration), and one in 2n + 2 is taken from a heavy tail that begins where nine in ten of them have ended.
 *
 * How wide "around" is comes from the durations: each width is weighed by how well it foretells every duration from the
 * others, and a duration with few neighbours gets a wider one. That keeps the two humps of a mixture apart and smooths a
 * single one. `durationsMs` are in ascending order, two at least.
 */
export const survivalFrom = (durationsMs: readonly number[]): Survival => {
  const logs = durationsMs.map((duration) => Math.log(Math.max(duration, 1)))
  const stretches = stretchesOf(logs)
  const kernels = weighWidths(logs, stretches)
  const tailWeight = 0.5 / (logs.length + 1)
  const tailFrom = logs[Math.round(0.9 * (logs.length - 1))] ?? 0
  return (elapsedMs) => {
    if (elapsedMs <= 0) return 1
    const log = Math.log(elapsedMs)
    const tail = Math.min(1, Math.exp(-tailExponent * (log - tailFrom)))
    const body = kernels.reduce(
      (sum, kernel) => sum + kernel.weight * survivalOf(log, logs, stretches, kernel.width),
      0,
    )
    return tailWeight * tail + (1 - tailWeight) * body
  }
}

// Of the durations that services really have, few have longer tails (a Pareto law with this exponent).
const tailExponent = 1.5
const widths = [0.04, 0.08, 0.15, 0.22, 0.32, 0.48, 0.68, 0.96]

const survivalOf = (log: number, logs: readonly number[], stretches: readonly number[], width: number): number =>
  logs.reduce((sum, centre, index) => sum + aboveKernel((log - centre) / (width * (stretches[index] ?? 1))), 0) /
  logs.length

interface Kernel {
  readonly width: number
  readonly weight: number
}

/** Weighs every width by the likelihood of each duration under a model made of the others. */
const weighWidths = (logs: readonly number[], stretches: readonly number[]): Kernel[] => {
  const scores = widths.map((width) =>
    logs.reduce((score, log, left) => {
      const density = logs.reduce((sum, centre, index) => {
        const scale = width * (stretches[index] ?? 1)
        return index === left ? sum : sum + kernelDensity((log - centre) / scale) / scale
      }, 0)
      return score + Math.log((0.95 * density) / (logs.length - 1) + 0.05 * broadDensity(log, logs))
    }, 0),
  )
  const best = Math.max(...scores)
  const weights = scores.map((score) => Math.exp(score - best))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return widths.flatMap((width, index) => {
    const weight = (weights[index] ?? 0) / total
    return weight < 0.01 ? [] : [{ width, weight }]
  })
}

/** How much wider than others each duration stands: by the distance to its fourth neighbour, tempered. */
const stretchesOf = (logs: readonly number[]): number[] => {
  const reaches = logs.map((log) => {
    const distances = logs.map((other) => Math.abs(other - log)).toSorted((one, other) => one - other)
    return (distances[Math.min(4, distances.length - 1)] ?? 0) + 0.001
  })
  const mean = reaches.reduce((sum, reach) => sum + Math.log(reach), 0) / reaches.length
  return reaches.map((reach) => Math.exp(0.3 * (Math.log(reach) - mean)))
}

// The kernel of Epanechnikov, from -2 to 2.
const kernelDensity = (z: number): number => (Math.abs(z) >= 2 ? 0 : 0.375 * (1 - (z * z) / 4))
const aboveKernel = (z: number): number => {
  const half = Math.min(1, Math.max(-1, z / 2))
  return 0.5 - 0.75 * (half - half ** 3 / 3)
}

// A bell so wide that it rules out nothing, for a duration that is far from all others.
const broadDensity = (log: number, logs: readonly number[]): number => {
  const middle = logs[logs.length >> 1] ?? 0
  const fall = Math.exp(-Math.abs(log - middle) / 1.5)
  return fall / (1 + fall) ** 2 / 1.5
}
