import type { ApiUsageQueryResult, ApiUsageRow } from '@grantstream/contract'
import { isObject } from '../../http/json.ts'

/** What an answer about a usage execution says. */
export type UsageReading =
  | { readonly kind: 'running' | 'failed' | 'unknown' | 'malformed' }
  | { readonly kind: 'complete'; readonly rows: ApiUsageRow[] }

/**
 * Reads an answer about a usage execution. Statuses count in any case of letters; one that is unknown stands for itself.
 * Complete with no `results` means no rows; with `results` that are no list of objects it is no answer. Source: API facts,
 * section 6.
 */
export const readUsage = ({ queryStatus, results }: ApiUsageQueryResult): UsageReading => {
  switch (String(queryStatus).toLowerCase()) {
    case 'running':
      return { kind: 'running' }
    case 'failed':
      return { kind: 'failed' }
    case 'complete':
      if (results === undefined || results === null) return { kind: 'complete', rows: [] }
      return Array.isArray(results) && results.every(isObject)
        ? { kind: 'complete', rows: results }
        : { kind: 'malformed' }
    default:
      return { kind: 'unknown' }
  }
}
