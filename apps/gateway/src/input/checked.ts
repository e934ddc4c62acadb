import type { z } from 'zod'
import { InvalidInput } from '../problems.ts'

/** The input as its rules read it. Throws `InvalidInput` with every fault found and the way to it. */
export const checked = <T>(rules: z.ZodType<T>, input: unknown): T => {
  const { success, data, error } = rules.safeParse(input)
  if (success) return data
  throw new InvalidInput(error.issues.map(({ path, message }) => ({ path: path.map(String), message })))
}
