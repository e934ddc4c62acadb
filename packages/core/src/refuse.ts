import type { SchedulerLike } from 'rxjs'
import { describe } from './describe.ts'
import { never } from './never.ts'

/**
 * The refusal of an option or argument, thrown before anything is asked for. Tells the name, the type given and what is
 * allowed; never the value, which may be a secret.
 */
export const refuse = (name: string, value: unknown, allowed: string): TypeError =>
  new TypeError(`${name}: ${describe(value)} given, but ${allowed} is needed`)

/** Gives back what `read` makes of a value. Refuses one of which it makes nothing, or throws. */
export const readOrRefuse = <V, R>(
  name: string,
  value: V,
  allowed: string,
  read: (value: V) => R | false | undefined,
): R => {
  try {
    const made = read(value)
    if (made) return made
  } catch {
    // Refused like nothing.
  }
  throw refuse(name, value, allowed)
}

/** Gives an object back, options by default. Refuses what is none, arrays and functions included. */
export const requireObject = <T extends object>(value: T, name = 'options'): T => {
  if (describe(value) !== 'object') throw refuse(name, value, 'an object')
  return value
}

/** Gives a number back. Refuses what is none from `least` to `most`, both included, or no multiple of a `step`. */
export const requireNumber = (
  name: string,
  value: number,
  least: number,
  most: number,
  what = 'a number',
  step = 0,
): number => {
  // What Infinity leaves over is no number, and neither is what a step of 0 does.
  if (typeof value === 'number' && value >= least && value <= most && !(value % step)) return value
  throw refuse(name, value, `${what} from ${least} to ${most}`)
}

/** Gives a number of milliseconds back. Refuses what is none from `least` to `most`, both included. */
export const requireMilliseconds = (name: string, value: number, least: number, most = never): number =>
  requireNumber(name, value, least, most, 'a number of milliseconds')

/** Refuses what is no scheduler. */
export const requireScheduler = (value: SchedulerLike): void => {
  if (typeof value?.schedule !== 'function') throw refuse('scheduler', value, 'a scheduler of RxJS')
}

/** Refuses what is not a function. */
export const requireFunction = (name: string, value: unknown): void => {
  if (describe(value) !== 'function') throw refuse(name, value, 'a function')
}

/** Gives a value back. Refuses one that lacks one of these functions. */
export const requireMethods = <T extends object>(name: string, value: T, ...methods: (keyof T & string)[]): T => {
  for (const method of methods) requireFunction(`${name}.${method}`, value?.[method])
  return value
}
