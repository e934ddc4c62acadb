import { isObject } from '../http/json.ts'
import { refuse } from '../refuse.ts'

/** Gives the body of a request back. Refuses what is not an object. */
export const requireBody = <T extends object>(body: T): T => {
  if (!isObject(body)) throw refuse('body', body, 'an object')
  return body
}
