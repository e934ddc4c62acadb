import { z } from 'zod'

const milliseconds = z.number().min(0).max(600_000)

/** How long answers are held back. Milliseconds, 10 minutes at most. */
export const latencySchema = z.discriminatedUnion('distribution', [
  z.strictObject({ distribution: z.literal('fixed'), ms: milliseconds }),
  z.strictObject({ distribution: z.literal('uniform'), leastMs: milliseconds, mostMs: milliseconds }),
  z.strictObject({
    distribution: z.literal('lognormal'),
    medianMs: milliseconds,
    /** The standard deviation of the logarithm: 0.5 is mild, 1.5 has a long tail. */
    sigma: z.number().min(0).max(5),
    mostMs: milliseconds.default(60_000),
  }),
])

export type Latency = z.output<typeof latencySchema>

/** Milliseconds drawn from a distribution; `random` gives numbers from 0 up to 1. */
export const drawLatency = (latency: Latency, random: () => number): number => {
  switch (latency.distribution) {
    case 'fixed':
      return latency.ms
    case 'uniform':
      return latency.leastMs + random() * (latency.mostMs - latency.leastMs)
    case 'lognormal':
      return Math.min(latency.mostMs, latency.medianMs * Math.exp(latency.sigma * standardNormal(random)))
  }
}

/** By the method of Box and Muller; 1 - random is never 0. */
const standardNormal = (random: () => number): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
