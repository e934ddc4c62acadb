import type { ApiUsageRow, UsageExecutionResult } from '@grantstream/contract'
import { filter, from, map, type ObservableInput } from 'rxjs'
import { readOrRefuse, requireObject } from '../refuse.ts'
import { lastOf } from './last-of.ts'
import { pollUsageExecution } from './poll-usage-execution.ts'
import type { UsagePollOptions } from './usage-poll-options.ts'
import type { UsageResults } from './usage-results.ts'

/**
 * The rows of a usage execution as a promise: starts it, follows it and resolves with its rows. `start` is what starts
 * it, such as `startUsageQuery(...)`, or an execution that was started before as `[{ executionId }]`. Rejects with what
 * `pollUsageExecution` errors with, and with the signal's own reason once that aborts; a start that was sent goes on
 * then when it was made by `startUsageQuery`.
 *
 * @example
 * ```ts
 * import { bearerToken, createOAuthApi, hostsOf, startUsageQuery, usageExecutionRows } from '@grantstream/core'
 *
 * const api = createOAuthApi({ ...hostsOf('eu-west-1'), auth: bearerToken('a-token') })
 * const start = startUsageQuery(api, 'a-client', { interval: '2026-01-01/2026-02-01', groupBy: ['HttpMethod'] })
 *
 * const rows = await usageExecutionRows(api, 'a-client', start, { signal: AbortSignal.timeout(60_000) })
 * for (const row of rows) process.stdout.write(`${row.httpMethod}: ${row.requests}\n`)
 * ```
 */
export const usageExecutionRows = (
  api: UsageResults,
  clientId: string,
  start: ObservableInput<UsageExecutionResult>,
  options: UsagePollOptions = {},
): Promise<ApiUsageRow[]> => {
  const { signal, ...pollOptions } = requireObject(options)
  const rows = readOrRefuse('start', start, 'a stream of executions', from).pipe(
    pollUsageExecution(api, clientId, pollOptions),
    filter((state) => state.status === 'complete'),
    map((state) => state.rows),
  )
  return lastOf(rows, { signal })
}
