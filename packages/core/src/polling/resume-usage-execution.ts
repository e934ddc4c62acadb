import { defer, type Observable } from 'rxjs'
import { ResumeTokenError } from '../errors.ts'
import { requireId, requireMilliseconds } from '../refuse.ts'
import { followExecution } from './follow-execution.ts'
import { lookAtOnce } from './look-at-once.ts'
import { type ResumePoint, readResumeToken } from './resume-token.ts'
import type { UsageExecutionProgress } from './usage-execution-state.ts'
import { readPollOptions, type UsagePollOptions } from './usage-poll-options.ts'
import type { UsageResults } from './usage-results.ts'

/** How to resume the following of a usage execution. */
export interface ResumeOptions extends UsagePollOptions {
  /** The client that the token must be for; any by default. */
  readonly clientId?: string
  /** Milliseconds since the start of the execution; an older token is refused. 24 hours by default. */
  readonly maxAgeMs?: number
}

/**
 * Follows the execution that a resume token stands for, as `followUsageExecution` does; the schedule counts from the
 * start of the execution. Never starts one. Errors with ResumeTokenError for a token that is malformed, of another
 * version, for another host or client, or too old, and asks nothing then.
 */
export const resumeUsageExecution = (
  api: UsageResults,
  token: string,
  options: ResumeOptions = {},
): Observable<UsageExecutionProgress> => {
  const { clientId, maxAgeMs = 24 * 3600 * 1000, ...pollOptions } = options
  const settings = lookAtOnce(readPollOptions(pollOptions))
  requireMilliseconds('maxAgeMs', maxAgeMs, 0)
  if (clientId !== undefined) requireId('clientId', clientId)
  return defer(() => {
    const point = readPoint(token, api.apiUrl ?? '', clientId)
    // A time far ahead is as wrong as one long past.
    if (Math.abs(settings.scheduler.now() - point.startedAtMs) > maxAgeMs) throw new ResumeTokenError('expired')
    return followExecution(api, point, settings)
  })
}

const readPoint = (token: string, host: string, clientId: string | undefined): ResumePoint => {
  const point = readResumeToken(token, host)
  if (clientId !== undefined && point.clientId !== clientId) throw new ResumeTokenError('foreign')
  return point
}
