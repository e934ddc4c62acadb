import { first } from 'rxjs'
import { describe, expect, it } from 'vitest'
import { marbles } from '../../test/marbles.ts'
import { HttpError, UsageExecutionFailedError } from '../errors.ts'
import type { ApiEvent } from '../index.ts'
import { followUsageExecution } from './poll-usage-execution.ts'

const operationId = 'getOauthClientUsageQueryResult'
const execution = { clientId: 'c1', executionId: 'e1' }

describe('a poll that is observed', () => {
  it('tells of every look, directive and warning, and of its end', () =>
    marbles(({ cold, flush }) => {
      const events: ApiEvent[] = []
      const throttled = new HttpError({
        operationId,
        status: 429,
        retryAfterMs: 20,
        missingPermissions: [],
        details: [],
      })
      const replies = ['#', 'u', '(f|)']
      const values = { u: JSON.parse('{ "queryStatus": "Thinking" }'), f: { queryStatus: 'Failed' as const } }
      const api = {
        getOauthClientUsageQueryResult: () => cold(replies.shift() ?? '', values, throttled),
        observe: (event: ApiEvent) => void events.push(event),
      }

      const states = followUsageExecution(api, 'c1', 'e1', { schedule: () => 5, random: () => 0 })
      states.subscribe({ error: () => {} })
      flush()

      const poll = { kind: 'poll', ...execution, error: undefined, nextLookMs: undefined }
      const failure = expect.any(UsageExecutionFailedError)
      expect(events).toEqual([
        { ...poll, atMs: 0, polls: 1, elapsedMs: 0, status: 'unknown', nextLookMs: 20, error: throttled },
        { kind: 'directive', executionId: 'e1', atMs: 0, operationId, call: undefined, retryAfterMs: 20 },
        { ...poll, atMs: 20, polls: 2, elapsedMs: 20, status: 'unknown', nextLookMs: 5 },
        { kind: 'warning', reason: 'unknown-status', ...execution, atMs: 20, queryStatus: 'Thinking' },
        { ...poll, atMs: 25, polls: 3, elapsedMs: 25, status: 'failed' },
        { kind: 'end', of: 'poll', ...execution, atMs: 25, outcome: 'error', durationMs: 25, error: failure },
      ])
    }))

  it('goes on when the observer throws', () =>
    marbles(({ cold, expectObservable }) => {
      const api = {
        getOauthClientUsageQueryResult: () => cold('--(c|)', { c: { queryStatus: 'Complete' as const } }),
        observe: () => {
          throw new Error('observer')
        },
      }

      const states = followUsageExecution(api, 'c1', 'e1')

      expectObservable(states).toBe('a-(c|)', { a: expect.anything(), c: expect.anything() })
    }))

  it('tells whether it completed or was left', () =>
    marbles(({ cold, expectObservable, flush }) => {
      const ends: unknown[] = []
      const api = {
        getOauthClientUsageQueryResult: () => cold('--(c|)', { c: { queryStatus: 'Complete' as const } }),
        observe: (event: ApiEvent) => void (event.kind === 'end' && ends.push([event.outcome, event.durationMs])),
      }
      const states = followUsageExecution(api, 'c1', 'e1')

      expectObservable(states, '-!').toBe('a', { a: expect.anything() })
      expectObservable(states).toBe('a-(c|)', { a: expect.anything(), c: expect.anything() })
      flush()

      expect(ends).toEqual([
        ['unsubscribed', 1],
        ['value', 2],
      ])
    }))

  it('tells that it completed also when its reader takes the rows and leaves', () =>
    marbles(({ cold, flush }) => {
      const ends: unknown[] = []
      const api = {
        getOauthClientUsageQueryResult: () => cold('--(c|)', { c: { queryStatus: 'Complete' as const } }),
        observe: (event: ApiEvent) => void (event.kind === 'end' && ends.push(event.outcome)),
      }

      followUsageExecution(api, 'c1', 'e1')
        .pipe(first(({ status }) => status === 'complete'))
        .subscribe()
      flush()

      expect(ends).toEqual(['value'])
    }))

  it('tells how long it took also when the clock is set back', () =>
    marbles(({ cold, flush, scheduler }) => {
      const ends: unknown[] = []
      const clock = { now: () => -1000 * scheduler.now(), schedule: scheduler.schedule.bind(scheduler) }
      const replies = ['-(r|)', '-(c|)']
      const values = { r: { queryStatus: 'Running' as const }, c: { queryStatus: 'Complete' as const } }
      const api = {
        getOauthClientUsageQueryResult: () => cold(replies.shift() ?? '', values),
        observe: (event: ApiEvent) => void (event.kind === 'end' && ends.push(event.durationMs)),
      }

      followUsageExecution(api, 'c1', 'e1', { scheduler: clock, schedule: () => 5 }).subscribe()
      flush()

      expect(ends).toEqual([5])
    }))
})
