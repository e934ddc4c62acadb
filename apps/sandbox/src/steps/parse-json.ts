import { Fault } from '../fault.ts'

const depthMost = 32

/**
 * A JSON body; undefined when there is none. Refuses what is not JSON, is nested deeper than 32 levels, or holds text
 * that Postgres could not give back as it came: NUL characters and halves of surrogate pairs.
 */
export const parseJson = (text: string): unknown => {
  if (text === '') return undefined
  const value = parse(text)
  checkDepthAndText(value)
  return value
}

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new Fault('bad.request', 'The body is not JSON', { cause })
  }
}

const checkDepthAndText = (value: unknown): void => {
  let level = [value]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > depthMost) throw new Fault('bad.request', 'The body is nested too deeply')
    const next: unknown[] = []
    for (const each of level) {
      if (typeof each === 'string') checkText(each)
      if (typeof each === 'object' && each !== null) for (const part of Object.values(each)) next.push(part)
    }
    level = next
  }
}

const checkText = (text: string): void => {
  if (text.includes('\0') || !text.isWellFormed())
    throw new Fault('invalid.value', 'A text has characters that cannot be stored')
}
