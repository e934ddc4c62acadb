import type { ApiUsageRow } from '@grantstream/contract'

/** Where a usage execution stands. `polls` counts the looks made; times are milliseconds, elapsed since following began. */
export type UsageExecutionState = UsageProgress &
  (Running | { readonly status: 'complete'; readonly rows: ApiUsageRow[] })

interface Running {
  readonly status: 'running'
  /** Milliseconds from this state to the next look. */
  readonly nextLookMs: number
}

/** How far the following of an execution has come. */
export interface UsageProgress {
  readonly clientId: string
  readonly executionId: string
  readonly polls: number
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
