import { refuse, requireMilliseconds } from '../refuse.ts'

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

/** Throws a TypeError that names the option which cannot be used. */
export const requireCallOptions = (options: CallOptions): void => {
  if (typeof options !== 'object' || options === null) throw refuse('options', options, 'an object')
  const { timeoutMs, totalTimeoutMs, signal, headers, retries, share, priority } = options
  if (timeoutMs !== undefined) requireMilliseconds('timeoutMs', timeoutMs, 1, 2 ** 31 - 1)
  if (totalTimeoutMs !== undefined) requireMilliseconds('totalTimeoutMs', totalTimeoutMs, 1, 2 ** 31 - 1)
  if (signal !== undefined && typeof signal?.addEventListener !== 'function') {
    throw refuse('signal', signal, 'an AbortSignal')
  }
  if (headers !== undefined) requireHeaders(headers)
  if (retries !== undefined && !(Number.isSafeInteger(retries) && retries >= 0)) {
    throw refuse('retries', retries, 'a whole number from 0')
  }
  if (share !== undefined && typeof share !== 'boolean') throw refuse('share', share, 'a boolean')
  if (priority !== undefined && priority !== 'call' && priority !== 'poll') {
    throw refuse('priority', priority, 'call or poll')
  }
}

const requireHeaders = (headers: object | null): void => {
  const isFit = ([name, value]: [string, unknown]) =>
    /^[\w!#$%&'*+.^`|~-]+$/.test(name) && typeof value === 'string' && /^[\t\x20-\x7e\x80-\xff]*$/.test(value)
  if (typeof headers !== 'object' || headers === null || !Object.entries(headers).every(isFit)) {
    throw refuse('headers', headers, 'an object of header names and texts')
  }
}
