import { readOrRefuse, requireObject } from '../refuse.ts'

/** What one call may set for itself. Left out, the settings of the api hold. */
export interface CallOptions {
  /** Milliseconds that one exchange may take, its body included; else TimeoutError. */
  readonly timeoutMs?: number | undefined
  /** Milliseconds from subscription to the answer, repeats and waiting for the budget included; else DeadlineError. */
  readonly totalTimeoutMs?: number | undefined
  /** Aborts the call, also in the middle of the body: CancelledError, with the signal's reason. */
  readonly signal?: AbortSignal | undefined
  /** Sent along. Cannot replace `authorization`. */
  readonly headers?: Readonly<Record<string, string>> | undefined
  /** How often the call may be repeated, where a repeat does no harm; 0 for never. */
  readonly retries?: number | undefined
  /** False for an exchange of its own; by default a GET joins an identical one that is under way. */
  readonly share?: boolean | undefined
  /** `poll` lets calls of `call`, the default, go first when the budget is short. */
  readonly priority?: 'call' | 'poll' | undefined
}

/** What an option may be. Each part of a call has rules for the options that it reads. */
export type Rules = Readonly<Record<string, readonly [allowed: string, isFit: (value: unknown) => boolean]>>

/** Throws a TypeError that names the option which cannot be used. */
export const requireOptions = (options: object, rules: Rules): void => {
  requireObject(options)
  for (const name in rules) {
    const value = (options as Record<string, unknown>)[name]
    if (value !== undefined) readOrRefuse(name, value, ...(rules[name] as Rules[string]))
  }
}

/** A rule for what is called. */
export const aFunction: Rules[string] = ['a function', (value) => typeof value === 'function']

/** A rule for what has a certain method. */
export const withMethod = (method: string, allowed: string): Rules[string] => [
  allowed,
  (value) => typeof (value as Record<string, unknown>)[method] === 'function',
]

/** A rule for clocks. */
export const aScheduler = /* @__PURE__ */ withMethod('schedule', 'a scheduler')

/** A rule for counts. */
export const wholeNumberFrom = (least: number): Rules[string] => [
  `a whole number from ${least}`,
  (value) => Number.isSafeInteger(value) && (value as number) >= least,
]

const longestMs = 2 ** 31 - 1

/** A rule for times that a timer can be set to. */
export const milliseconds: Rules[string] = [
  `a number of milliseconds from 1 to ${longestMs}`,
  (value) => typeof value === 'number' && value >= 1 && value <= longestMs,
]

/** Header names in small letters. Refuses what cannot be sent. */
export const readHeaders = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  readOrRefuse('headers', headers, 'an object of headers', () =>
    Object.fromEntries(new Headers(requireObject(headers))),
  )
