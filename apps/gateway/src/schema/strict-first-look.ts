import type { UsageResults } from '@grantstream/core'
import { catchError } from 'rxjs'
import { refusalOf } from '../context.ts'

/**
 * Results whose first look must succeed. Core takes a look that fails in passing for one that found the execution
 * running; but whoever follows an execution by its ids wants to hear at once when the upstream cannot be asked.
 */
export const strictFirstLook = (api: UsageResults): UsageResults => {
  let isFirst = true
  return {
    getOauthClientUsageQueryResult: (executionId, clientId) => {
      const look = api.getOauthClientUsageQueryResult(executionId, clientId)
      if (!isFirst) return look
      isFirst = false
      return look.pipe(
        catchError((failure) => {
          throw refusalOf(failure)
        }),
      )
    },
  }
}
