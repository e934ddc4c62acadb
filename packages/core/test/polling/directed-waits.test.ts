import fc from 'fast-check'
import { defer, take } from 'rxjs'
import { describe, expect, it } from 'vitest'
import { RetryAfterTooLongError } from '../../src/errors.ts'
import type { ApiUsageQueryResult } from '../../src/index.ts'
import { marbles } from '../marbles.ts'
import {
  apiOf,
  complete,
  endedAt,
  polling,
  refusal,
  replies,
  rows,
  running,
  schedule,
  start,
  told,
} from './usage-states.ts'

describe('a wait that the API directs', () => {
  it('waits as long as the API directs when that is longer than the schedule', () =>
    marbles(({ cold, expectObservable }) => {
      const api = apiOf(
        cold('#', undefined, refusal(429, 8)),
        cold('#', undefined, refusal(503, 2)),
        cold('(c|)', replies),
      )

      expectObservable(start.pipe(polling(api, 'c1', { schedule, random: () => 0 }))).toBe('a----b-------d----(c|)', {
        a: running(0, 0),
        b: running(1, 5, 8),
        d: running(2, 13, 5),
        c: complete(3, 18),
      })
    }))

  it('never shortens a directed wait, whatever the jitter, and never goes below the schedule', () => {
    const draw = fc.double({ min: 0, max: 1, noNaN: true })

    fc.assert(
      fc.property(fc.nat(180_000), draw, (directedMs, drawn) =>
        marbles(({ cold, flush }) => {
          const waits: number[] = []
          const api = apiOf(cold('#', undefined, refusal(429, directedMs)))

          start
            .pipe(polling(api, 'c1', { random: () => drawn }), take(2))
            .subscribe((state) => void (state.status === 'running' && waits.push(state.nextLookMs)))
          flush()

          expect(waits).toHaveLength(2)
          expect(waits[1]).toBeGreaterThanOrEqual(Math.max(directedMs, 1000))
          expect(waits[1]).toBeLessThanOrEqual(Math.max(Math.ceil(directedMs * 1.1), 3000))
        }),
      ),
      { numRuns: 50 },
    )
  })

  it('ends when the API directs a longer wait than 180 s', () =>
    marbles(({ cold, expectObservable }) => {
      const cause = refusal(429, 180_001)

      expectObservable(start.pipe(polling(apiOf(cold('#', undefined, cause)), 'c1', { schedule }))).toBe(
        'a----#',
        { a: running(0, 0) },
        endedAt(new RetryAfterTooLongError(180_001, 180_000, cause), 1, 5),
      )
    }))

  it('bears a directed wait of just 180 s, and less when it is told so', () =>
    marbles(({ cold, expectObservable }) => {
      const look = cold<ApiUsageQueryResult>('#', undefined, refusal(429, 180_000))

      expectObservable(start.pipe(polling(apiOf(look), 'c1', { schedule, random: () => 0 })), '8ms !').toBe('a----b', {
        a: running(0, 0),
        b: running(1, 5, 180_000),
      })
      expectObservable(start.pipe(polling(apiOf(look), 'c1', { schedule, retryAfterLimitMs: 9 }))).toBe(
        'a----#',
        { a: running(0, 0) },
        endedAt(new RetryAfterTooLongError(180_000, 9, refusal(429, 180_000)), 1, 5),
      )
    }))

  it('waits as a successful answer directs, for that one wait', () =>
    marbles(({ expectObservable }) => {
      const headers = (retryAfter: string) => new Headers({ 'retry-after': retryAfter })
      const answers = [
        { value: told('Running'), headers: headers('20'), status: 200, correlationId: undefined },
        { value: told('Running'), headers: new Headers(), status: 200, correlationId: undefined },
        { value: told('Complete', { results: rows }), headers: headers('9'), status: 200, correlationId: undefined },
      ]
      const withResponse = { getOauthClientUsageQueryResult: () => defer(() => answers.splice(0, 1)) }
      const api = { ...apiOf(), withResponse }

      expectObservable(start.pipe(polling(api, 'c1', { schedule, random: () => 0 }))).toBe('a----b 19999ms d----(c|)', {
        a: running(0, 0),
        b: running(1, 5, 20_000),
        d: running(2, 20_005),
        c: complete(3, 20_010),
      })
    }))
})
