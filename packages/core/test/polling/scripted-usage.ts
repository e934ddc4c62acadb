import type { ApiUsageClientQuery } from '@grantstream/contract'
import { defer, map, type Observable, type SchedulerLike, tap } from 'rxjs'
import type { ApiUsageQueryResult } from '../../src/index.ts'
import { waitFor } from '../../src/waiting/wait-for.ts'

/** What becomes of starts and looks, in turn; the last of each stands for all that follow. Durations are milliseconds. */
export interface UsageScript {
  readonly scheduler: SchedulerLike
  readonly starts: readonly { readonly afterMs: number; readonly error?: unknown }[]
  readonly looks: readonly {
    readonly afterMs: number
    readonly answer?: ApiUsageQueryResult
    readonly error?: unknown
  }[]
}

/** An api that goes by a script, and counts what it is asked for. */
export const scriptedUsage = ({ scheduler, starts, looks }: UsageScript) => {
  const asked = { starts: 0, accepted: 0, looks: 0, startsCut: 0 }
  const begin = () =>
    defer(() => {
      const turn = starts[Math.min(asked.starts++, starts.length - 1)]
      return waitFor(turn?.afterMs ?? 0, scheduler).pipe(
        map(() => {
          if (turn?.error !== undefined) throw turn.error
          asked.accepted++
          return { executionId: `e${asked.accepted}` }
        }),
        tap({ unsubscribe: () => asked.startsCut++ }),
      )
    })
  return {
    asked,
    apiUrl: 'https://api.example.test',
    postOauthClientUsageQuery: (_clientId: string, _body: ApiUsageClientQuery) => begin(),
    getOauthClientUsageSummary: (_clientId: string) => begin(),
    getOauthClientUsageQueryResult: (): Observable<ApiUsageQueryResult> =>
      defer(() => {
        const turn = looks[Math.min(asked.looks++, looks.length - 1)]
        return waitFor(turn?.afterMs ?? 0, scheduler).pipe(
          map(() => {
            if (turn?.answer === undefined) throw turn?.error
            return turn.answer
          }),
        )
      }),
  }
}
