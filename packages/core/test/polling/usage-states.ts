import { NEVER, type Observable, of, pipe, skip } from 'rxjs'
import { expect } from 'vitest'
import { HttpError } from '../../src/errors.ts'
import type { ApiUsageQueryResult } from '../../src/index.ts'
import { pollUsageExecution } from '../../src/polling/poll-usage-execution.ts'
import type { UsagePollOptions } from '../../src/polling/usage-poll-options.ts'
import type { UsageResults } from '../../src/polling/usage-results.ts'

export type Answer = Observable<ApiUsageQueryResult>

export const results = 'getOauthClientUsageQueryResult'
export const start = of({ executionId: 'e1' })
export const rows = [{ templateUri: 'api/v2/users/me', requests: 3 }]
export const schedule = () => 5
export const told = (queryStatus: string, rest = {}): ApiUsageQueryResult =>
  JSON.parse(JSON.stringify({ queryStatus, ...rest }))
export const replies = {
  r: told('Running'),
  c: told('Complete', { results: rows }),
  f: told('Failed'),
  u: told('Thinking'),
}

export const refusal = (status: number, retryAfterMs?: number) =>
  new HttpError({ operationId: results, status, retryAfterMs, missingPermissions: [], details: [] })
export const running = (polls: number, elapsedMs: number, nextLookMs = 5) => ({
  status: 'running',
  clientId: 'c1',
  executionId: 'e1',
  polls,
  elapsedMs,
  nextLookMs,
  resumeToken: expect.any(String),
})
export const complete = (polls: number, elapsedMs: number) => ({
  status: 'complete',
  clientId: 'c1',
  executionId: 'e1',
  polls,
  elapsedMs,
  rows,
})

/** Where the execution stood, as the failure that ended the following tells it. */
export const endedAt = <E extends Error>(error: E, polls: number, elapsedMs: number, lastStatus?: string): E =>
  Object.assign(error, {
    execution: { clientId: 'c1', executionId: 'e1', polls, elapsedMs, lastStatus, resumeToken: expect.any(String) },
  })

/** Polls, leaving out `starting`. */
export const polling = (api: UsageResults, clientId: string, options: UsagePollOptions = {}) =>
  pipe(pollUsageExecution(api, clientId, options), skip(1))

/** An api whose looks are answered in turn, the last answer again and again; keeps what was asked for. */
export const apiOf = (...answers: Answer[]) => {
  const asked: [executionId: string, clientId: string][] = []
  const getOauthClientUsageQueryResult = (executionId: string, clientId: string): Answer => {
    asked.push([executionId, clientId])
    return answers[Math.min(asked.length, answers.length) - 1] ?? NEVER
  }
  return { getOauthClientUsageQueryResult, asked }
}
