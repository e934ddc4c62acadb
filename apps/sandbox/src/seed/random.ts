import { createHash } from 'node:crypto'
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'

/** Numbers that look random and are the same every time. */
export interface Random {
  /** From 0 up to 1. */
  next(): number
  /** Between the two. */
  between(least: number, most: number): number
  /** A number near 1: a day that is busier or calmer than others. */
  mood(): number
  /** A whole number with that mean: the fraction decides how often it is rounded up. */
  whole(mean: number): number
}

/** The sequence that a name has. */
export const randomOf = (name: string): Random => {
  const generator = xoroshiro128plus(createHash('sha256').update(name).digest().readInt32LE())
  const next = () => uniformFloat64(generator)
  return {
    next,
    between: (least, most) => least + (most - least) * next(),
    mood: () => 0.55 + 0.3 * (next() + next() + next()),
    whole: (mean) => Math.floor(mean) + (next() < mean % 1 ? 1 : 0),
  }
}
