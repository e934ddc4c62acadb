import type { SchedulerLike } from 'rxjs'
import { never } from './never.ts'

/**
 * The refusal of an option or argument, thrown before anything is asked for. Tells the name, the type given and what is
 * allowed; never the value, which may be a secret.
 */
export const refuse = (name: string, value: unknown, allowed: string): TypeError =>
  new TypeError(`${name}: ${describe(value)} given, but ${allowed} is needed`)

const describe = (value: unknown): string => {
  if (value === null) return 'null'
  if (value === '') return 'an empty string'
  if (Array.isArray(value)) return 'an array'
  return typeof value
}

/** Gives an id back. Refuses an empty one, and a run of dots, which a URL would read as a step up. */
export const requireId = (name: string, value: unknown): string => {
  if (typeof value !== 'string' || /^(\s*|\.+)$/.test(value) || !value.isWellFormed()) {
    throw refuse(name, value, 'an id')
  }
  return value
}

/** Refuses what is not a number from `least` to `most`, both included. */
export const requireNumber = (name: string, value: unknown, least: number, most: number, what = 'a number') => {
  if (!(typeof value === 'number' && value >= least && value <= most)) {
    throw refuse(name, value, `${what} from ${least} to ${most}`)
  }
}

/** Refuses what is not a number of milliseconds from `least` to `most`, both included. */
export const requireMilliseconds = (name: string, value: unknown, least: number, most = never) =>
  requireNumber(name, value, least, most, 'a number of milliseconds')

/** Refuses what is neither a scheduler nor left out. */
export const requireScheduler = (value: unknown): void => {
  const isScheduler = typeof (value as SchedulerLike | null | undefined)?.schedule === 'function'
  if (value !== undefined && !isScheduler) throw refuse('scheduler', value, 'a scheduler of RxJS')
}

/** Refuses what is not a function. */
export const requireFunction = (name: string, value: unknown): void => {
  if (typeof value !== 'function') throw refuse(name, value, 'a function')
}
