import { z } from 'zod'
import { InvalidInput } from '../problems.ts'

const isId = (id: string): boolean => id.length <= 200 && id.trim() !== '' && !/^\.+$/.test(id) && id.isWellFormed()

const message = 'must be an id of the upstream'

/** An id of the upstream as part of an input. Dots alone would lead a path upwards. */
export const vendorIdRule = z.string().refine(isId, message)

/** The id of an argument, given back. Throws `InvalidInput` when it cannot be one. */
export const vendorId = (id: string, argument: string): string => {
  if (!isId(id)) throw new InvalidInput([{ path: [argument], message }])
  return id
}
