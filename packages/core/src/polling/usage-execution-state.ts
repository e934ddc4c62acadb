import type { ApiUsageRow } from '@grantstream/contract'

/**
 * Where a usage execution stands: `starting` until its id is known, `running` after each look that did not find the
 * end, `complete`. Times are milliseconds.
 */
export type UsageExecutionState = UsageExecutionStarting | UsageExecutionProgress

/** Where a usage execution stands once it has an id. */
export type UsageExecutionProgress = UsageExecutionRunning | UsageExecutionComplete

/** The start is asked for; there is no execution id yet. */
export interface UsageExecutionStarting {
  readonly status: 'starting'
  readonly clientId: string
  readonly polls: 0
  readonly elapsedMs: 0
}

/** The execution was not done at the last look, or has not been looked at. */
export interface UsageExecutionRunning extends UsageProgress {
  readonly status: 'running'
  /** Milliseconds from this state to the next look. */
  readonly nextLookMs: number
  /** For `resumeUsageExecution`; undefined when the ids are too long for one. */
  readonly resumeToken: string | undefined
}

/** The execution is done. */
export interface UsageExecutionComplete extends UsageProgress {
  readonly status: 'complete'
  readonly rows: ApiUsageRow[]
}

/** How far the following of an execution has come. */
export interface UsageProgress {
  readonly clientId: string
  readonly executionId: string
  /** How many looks were taken. */
  readonly polls: number
  /** Since following began. */
  readonly elapsedMs: number
}

/** The API told a status that this version does not know; it was taken for still running. */
export interface UsageWarning {
  readonly kind: 'unknown-status'
  readonly clientId: string
  readonly executionId: string
  /** As the API told it; undefined when it told none. */
  readonly queryStatus: unknown
}
