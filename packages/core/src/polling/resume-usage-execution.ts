import { defer, type Observable } from 'rxjs'
import { ResumeTokenError } from '../errors.ts'
import { requireId } from '../http/path.ts'
import { requireMilliseconds, requireObject } from '../refuse.ts'
import { followExecution } from './follow-execution.ts'
import { lookAtOnce } from './look-at-once.ts'
import { type ResumePoint, readResumeToken } from './resume-token.ts'
import type { UsageExecutionProgress } from './usage-execution-state.ts'
import { readPollOptions, type UsagePollOptions } from './usage-poll-options.ts'
import { requireResults, type UsageResults } from './usage-results.ts'

/** Which resume tokens are taken. */
export interface ResumeTokenRules {
  /** The client that the token must be for; any by default. */
  readonly clientId?: string | undefined
  /** Milliseconds since the start of the execution; an older token is refused. 24 hours by default. */
  readonly maxAgeMs?: number | undefined
}

/** How to resume the following of a usage execution. */
export interface ResumeOptions extends UsagePollOptions, ResumeTokenRules {}

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
  requireResults(api)
  const { clientId, maxAgeMs, ...pollOptions } = requireObject(options)
  const settings = lookAtOnce(readPollOptions(pollOptions))
  const readPoint = resumePoints(api.apiUrl ?? '', { clientId, maxAgeMs })
  return defer(() => followExecution(api, readPoint(token, settings.scheduler.now()), settings))
}

/** Reads resume tokens by rules; throws ResumeTokenError. Throws a TypeError for rules that cannot be used. */
export const resumePoints = (
  host: string,
  { clientId, maxAgeMs = 24 * 3600 * 1000 }: ResumeTokenRules,
): ((token: string, nowMs: number) => ResumePoint) => {
  requireMilliseconds('maxAgeMs', maxAgeMs, 0)
  if (clientId !== undefined) requireId('clientId', clientId)
  return (token, nowMs) => {
    const point = readResumeToken(token, host)
    if (clientId !== undefined && point.clientId !== clientId) throw new ResumeTokenError('foreign')
    // A time far ahead is as wrong as one long past.
    if (Math.abs(nowMs - point.startedAtMs) > maxAgeMs) throw new ResumeTokenError('expired')
    return point
  }
}
