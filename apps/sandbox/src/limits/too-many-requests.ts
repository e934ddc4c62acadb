import { Fault } from '../fault.ts'

/** The refusal of a call that comes too early; `seconds` are whole ones. Source: API facts, section 4. */
export const tooManyRequests = (seconds: number): Fault =>
  new Fault('too.many.requests.retry.after', tooManyRequestsMessage(seconds), { retryAfter: seconds })

/** The message names the seconds, as the header does. */
export const tooManyRequestsMessage = (seconds: number): string =>
  `The rate limit is used up. Retry the request in [${seconds}] seconds`
