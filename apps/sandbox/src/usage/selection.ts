import type { ApiUsageClientQuery, ApiUsageRow } from '@grantstream/contract'

export type UsageGranularity = NonNullable<ApiUsageClientQuery['granularity']>
export type UsageMetric = NonNullable<ApiUsageClientQuery['metrics']>[number]
export type UsageDimension = NonNullable<ApiUsageClientQuery['groupBy']>[number]
export type UsageRow = ApiUsageRow

/** A usage query or summary as it is stored: every default applied, its interval in whole UTC days. */
export interface UsageSelection {
  /** First day that counts, `YYYY-MM-DD`. */
  readonly firstDay: string
  /** The day after the last one that counts, `YYYY-MM-DD`; not after `firstDay` when no day counts. */
  readonly endDay: string
  readonly granularity?: UsageGranularity
  readonly groupBy: readonly UsageDimension[]
  readonly metrics: readonly UsageMetric[]
}
