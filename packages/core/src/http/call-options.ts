import { refuse } from '../refuse.ts'

/** What one call may set for itself. Left out, the settings of the api hold. */
export interface CallOptions {
  /** Milliseconds that one exchange may take, its body included; else TimeoutError. */
  readonly timeoutMs?: number
  /** Milliseconds from subscription to the answer, repeats and waiting for the budget included; else DeadlineError. */
  readonly totalTimeoutMs?: number
  /** Aborts the call, also in the middle of the body: CancelledError, with the signal's reason. */
  readonly signal?: AbortSignal
  /** Sent along. Cannot replace `authorization`. */
  readonly headers?: Readonly<Record<string, string>>
  /** How often the call may be repeated, where a repeat does no harm; 0 for never. */
  readonly retries?: number
  /** False for an exchange of its own; by default a GET joins an identical one that is under way. */
  readonly share?: boolean
  /** `poll` lets calls of `call`, the default, go first when the budget is short. */
  readonly priority?: 'call' | 'poll'
}

type Rule = readonly [isFit: (value: unknown) => boolean, allowed: string]

const isHeader = ([name, text]: [string, unknown]): boolean =>
  /^[\w!#$%&'*+.^`|~-]+$/.test(name) && typeof text === 'string' && /^[\t -~\x80-\xff]*$/.test(text)

const longestMs = 2 ** 31 - 1
const milliseconds: Rule = [
  (value) => typeof value === 'number' && value >= 1 && value <= longestMs,
  `a number of milliseconds from 1 to ${longestMs}`,
]
const rules: Readonly<Record<keyof CallOptions, Rule>> = {
  timeoutMs: milliseconds,
  totalTimeoutMs: milliseconds,
  signal: [(value) => typeof (value as AbortSignal | null)?.addEventListener === 'function', 'an AbortSignal'],
  headers: [
    (value) => typeof value === 'object' && value !== null && Object.entries(value).every(isHeader),
    'an object of header names and texts',
  ],
  retries: [(value) => Number.isSafeInteger(value) && Number(value) >= 0, 'a whole number from 0'],
  share: [(value) => typeof value === 'boolean', 'a boolean'],
  priority: [(value) => value === 'call' || value === 'poll', 'call or poll'],
}

/** Throws a TypeError that names the option which cannot be used. */
export const requireCallOptions = (options: CallOptions): void => {
  if (typeof options !== 'object' || options === null) throw refuse('options', options, 'an object')
  for (const [name, [isFit, allowed]] of Object.entries(rules)) {
    const value = options[name as keyof CallOptions]
    if (value !== undefined && !isFit(value)) throw refuse(name, value, allowed)
  }
}
