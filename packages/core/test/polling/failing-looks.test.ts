import { catchError, ignoreElements, of, type SchedulerLike } from 'rxjs'
import { describe, expect, it } from 'vitest'
import {
  type ApiError,
  DeadlineError,
  LoginError,
  MalformedAnswerError,
  MaxPollsError,
  NetworkError,
  TimeoutError,
  UsageExecutionFailedError,
} from '../../src/errors.ts'
import type { ApiUsageQueryResult } from '../../src/index.ts'
import type { Look } from '../../src/polling/schedule.ts'
import { marbles } from '../marbles.ts'
import {
  apiOf,
  complete,
  endedAt,
  polling,
  refusal,
  replies,
  results,
  running,
  schedule,
  start,
  told,
} from './usage-states.ts'

describe('a usage execution whose looks go wrong', () => {
  it('errors when the execution failed, and never calls that a value', () =>
    marbles(({ cold, expectObservable }) => {
      const api = apiOf(cold('-(f|)', replies))
      const facts = { clientId: 'c1', executionId: 'e1', polls: 1, elapsedMs: 6 }
      const error = endedAt(new UsageExecutionFailedError(facts), 1, 6, 'Failed')

      expectObservable(start.pipe(polling(api, 'c1', { schedule }))).toBe('a-----#', { a: running(0, 0) }, error)
    }))

  it.each<[string, ApiError]>([
    ['a broken connection', new NetworkError(results)],
    ['a timeout', new TimeoutError(results, 30_000)],
    ['a call that ran out of time', new DeadlineError(60_000)],
    [
      'a throttled login',
      new LoginError({ status: 400, error: 'invalid_request', upstreamMessage: 'Rate limit exceeded: 9' }),
    ],
    ['a login host that is down', new LoginError({ status: 503, error: 'unknown' })],
    ...[408, 429, 500, 502, 503, 504].map((status): [string, ApiError] => [`a ${status}`, refusal(status)]),
  ])('goes on after %s', (_, error) =>
    marbles(({ cold, expectObservable }) => {
      const api = apiOf(cold('-#', undefined, error), cold('(c|)', replies))

      expectObservable(start.pipe(polling(api, 'c1', { schedule }))).toBe('a-----b----(c|)', {
        a: running(0, 0),
        b: running(1, 6),
        c: complete(2, 11),
      })
    }),
  )

  it.each<[string, () => ApiError]>([
    ...[400, 401, 403, 404, 409, 413, 418, 501].map((status): [string, () => ApiError] => [
      `a ${status}`,
      () => refusal(status),
    ]),
    ['wrong credentials', () => new LoginError({ status: 401, error: 'invalid_client' })],
  ])('ends with %s', (_, error) =>
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const look = cold<ApiUsageQueryResult>('-#', undefined, error())

      expectObservable(start.pipe(polling(apiOf(look), 'c1', { schedule }))).toBe(
        'a-----#',
        { a: running(0, 0) },
        endedAt(error(), 1, 6),
      )
      expectSubscriptions(look.subscriptions).toBe('-----^!')
    }),
  )

  it('ends with an error that is none of ours, as it is', () =>
    marbles(({ cold, expectObservable }) => {
      const error = new Error('strange')
      const api = apiOf(cold<ApiUsageQueryResult>('-#', undefined, error))

      expectObservable(start.pipe(polling(api, 'c1', { schedule }))).toBe('a-----#', { a: running(0, 0) }, error)
    }))

  it('goes on after one answer that cannot be read, and ends with the second in a row', () =>
    marbles(({ cold, expectObservable }) => {
      const page = cold<ApiUsageQueryResult>('#', undefined, new MalformedAnswerError(results, 200))
      const api = apiOf(page, cold('(r|)', replies), page, page)

      expectObservable(start.pipe(polling(api, 'c1', { schedule }))).toBe(
        'a----b----d----e----#',
        { a: running(0, 0), b: running(1, 5), d: running(2, 10), e: running(3, 15) },
        endedAt(new MalformedAnswerError(results, 200), 4, 20, 'Running'),
      )
    }))

  it.each([[{ requests: 3 }], [[{ requests: 3 }, null]], [['row']]])(
    'errors when the rows of a complete execution are %j, and that twice in a row',
    (given) =>
      marbles(({ cold, expectObservable }) => {
        const api = apiOf(cold('(c|)', { c: told('Complete', { results: given }) }))

        expectObservable(start.pipe(polling(api, 'c1', { schedule }))).toBe(
          'a----b----#',
          { a: running(0, 0), b: running(1, 5) },
          endedAt(new MalformedAnswerError(results, 200), 2, 10),
        )
      }),
  )

  it('errors right after the last look that it may take', () =>
    marbles(({ cold, expectObservable }) => {
      expectObservable(start.pipe(polling(apiOf(cold('(r|)', replies)), 'c1', { schedule, maxPolls: 2 }))).toBe(
        'a----b----#',
        { a: running(0, 0), b: running(1, 5) },
        endedAt(new MaxPollsError(2), 2, 10, 'Running'),
      )
    }))

  it('gives up a look that takes too long, and looks again', () =>
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const stuck = cold<ApiUsageQueryResult>('-')
      const api = apiOf(stuck, cold('(c|)', replies))

      expectObservable(start.pipe(polling(api, 'c1', { schedule, attemptTimeoutMs: 4 }))).toBe('a--------b----(c|)', {
        a: running(0, 0),
        b: running(1, 9),
        c: complete(2, 14),
      })
      expectSubscriptions(stuck.subscriptions).toBe('-----^---!')
    }))

  it('takes no notice of a clock that is set back or ahead', () =>
    marbles(({ cold, expectObservable, scheduler }) => {
      const jumps = [0, 0, 0, -5000, -5000, 3_600_000, 0]
      let readings = 0
      const clock: SchedulerLike = {
        now: () => scheduler.now() + (jumps[readings++ % jumps.length] ?? 0),
        schedule: (...given: Parameters<SchedulerLike['schedule']>) => scheduler.schedule(...given),
      }
      const seen: number[] = []
      const watched = ({ elapsedMs }: Look) => {
        seen.push(elapsedMs)
        return 5
      }

      expectObservable(
        start.pipe(
          polling(apiOf(cold('(r|)', replies)), 'c1', { schedule: watched, scheduler: clock, maxPolls: 4 }),
          ignoreElements(),
          catchError(() => {
            expect(seen).toEqual(seen.toSorted((a, b) => a - b))
            return of('ended')
          }),
        ),
      ).toBe('20ms (e|)', { e: 'ended' })
    }))
})
