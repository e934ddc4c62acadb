import { NotFound } from '../problems.ts'

/** For `catch`: null for what the upstream does not find; other failures pass. */
export const orNull = (error: unknown): null => {
  if (error instanceof NotFound) return null
  throw error
}
