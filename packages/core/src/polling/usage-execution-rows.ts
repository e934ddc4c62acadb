import type { ApiUsageRow, UsageExecutionResult } from '@grantstream/contract'
import { filter, from, map, type ObservableInput } from 'rxjs'
import { lastOf } from './last-of.ts'
import { pollUsageExecution } from './poll-usage-execution.ts'
import type { UsagePollOptions } from './usage-poll-options.ts'
import type { UsageResults } from './usage-results.ts'

/**
 * The rows of a usage execution as a promise: starts it, follows it and resolves with its rows. `start` is what starts
 * it, such as `startUsageQuery(...)`, or an execution that was started before as `[{ executionId }]`. Rejects with what
 * `pollUsageExecution` errors with, and with the signal's own reason once that aborts; a start that was sent goes on
 * then when it was made by `startUsageQuery`.
 */
export const usageExecutionRows = (
  api: UsageResults,
  clientId: string,
  start: ObservableInput<UsageExecutionResult>,
  { signal, ...options }: UsagePollOptions = {},
): Promise<ApiUsageRow[]> => {
  const rows = from(start).pipe(
    pollUsageExecution(api, clientId, options),
    filter((state) => state.status === 'complete'),
    map((state) => state.rows),
  )
  return lastOf(rows, { signal })
}
