import { pollUsageExecution, type Schedule } from '@grantstream/core'
import { of, VirtualTimeScheduler } from 'rxjs'
import { longestS } from './durations.ts'

/**
 * When core looks at an execution that never ends, in seconds from its start: the real operator in virtual time, over an
 * API that answers at once. Without a schedule, by the default one.
 */
export const recordLooks = (options: { random?: () => number; schedule?: Schedule }): readonly number[] => {
  const scheduler = new VirtualTimeScheduler()
  const looksAtS: number[] = []
  const api = {
    getOauthClientUsageQueryResult: () => {
      looksAtS.push(scheduler.now() / 1000)
      return of({ queryStatus: 'Running' as const })
    },
  }
  const deadlineMs = longestS * 1000
  of({ executionId: 'e1' })
    .pipe(pollUsageExecution(api, 'c1', { ...options, deadlineMs, scheduler }))
    .subscribe({ error: () => {} })
  scheduler.flush()
  return looksAtS
}
