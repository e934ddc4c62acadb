import { Fault } from '../fault.ts'

const depthMost = 32
const itemsMost = 1000

/**
 * A JSON body; undefined when there is none. Refuses what is not JSON, is nested deeper than 32 levels, has a list of
 * more than 1000 items, or holds text that Postgres could not give back as it came: NUL characters and halves of
 * surrogate pairs. Where a body has no use it has to be JSON, and is dropped.
 */
export const parseJson = (text: string, isOfUse = true): unknown => {
  if (text === '') return undefined
  const value = parse(text)
  if (!isOfUse) return undefined
  let level = [value]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > depthMost) throw new Fault('bad.request', 'The body is nested too deeply')
    level.forEach(check)
    level = level.flatMap((each) => (typeof each === 'object' && each !== null ? Object.values(each) : []))
  }
  return value
}

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new Fault('bad.request', 'The body is not JSON', { cause })
  }
}

const check = (value: unknown): void => {
  if (typeof value === 'string' && (value.includes('\0') || !value.isWellFormed()))
    throw new Fault('invalid.value', 'A text has characters that cannot be stored')
  // That items are unique takes time with the square of their number.
  if (Array.isArray(value) && value.length > itemsMost)
    throw new Fault('invalid.value', `A list has more than ${itemsMost} items`)
}
