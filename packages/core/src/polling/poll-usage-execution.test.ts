import { defer, EMPTY, EmptyError, from, NEVER, of, take, takeLast, throwError } from 'rxjs'
import { describe, expect, it } from 'vitest'
import { countListeners } from '../../test/count-listeners.ts'
import { marbles } from '../../test/marbles.ts'
import {
  type Answer,
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
} from '../../test/polling/usage-states.ts'
import { CancelledError, DeadlineError, HttpError } from '../errors.ts'
import type { ApiUsageQueryResult } from '../index.ts'
import { followUsageExecution, pollUsageExecution } from './poll-usage-execution.ts'
import type { UsageWarning } from './usage-execution-state.ts'
import type { UsagePollOptions } from './usage-poll-options.ts'

describe('pollUsageExecution', () => {
  it('tells that it runs before any look, after every look, and then the rows', () =>
    marbles(({ cold, expectObservable, expectSubscriptions, flush }) => {
      const looks = [cold('-(r|)', replies), cold('-(c|)', replies)]
      const api = apiOf(...looks)

      expectObservable(start.pipe(polling(api, 'c1', { schedule }))).toBe('a-----b-----(c|)', {
        a: running(0, 0),
        b: running(1, 6),
        c: complete(2, 12),
      })
      expectSubscriptions(looks[0]?.subscriptions ?? []).toBe('-----^!')
      expectSubscriptions(looks[1]?.subscriptions ?? []).toBe('-----------^!')
      flush()

      expect(api.asked).toEqual([
        ['e1', 'c1'],
        ['e1', 'c1'],
      ])
    }))

  it('goes by the square-root law unless it is given a schedule', () =>
    marbles(({ cold, expectObservable }) => {
      const api = apiOf(cold('(r|)', replies), cold('(c|)', replies))

      const states = start.pipe(polling(api, 'c1', { random: () => 0.5 }))

      expectObservable(states).toBe('a 1999ms b 1999ms (c|)', {
        a: running(0, 0, 2000),
        b: running(1, 2000, 2000),
        c: complete(2, 4000),
      })
    }))

  it('looks ten thousand times without a wait at an api that answers at once, without running out of stack', () =>
    marbles(({ expectObservable }) => {
      let looks = 0
      const answers = defer(() => of(++looks < 10_000 ? replies.r : replies.c))

      const last = start.pipe(polling(apiOf(answers), 'c1', { schedule: () => 0 }), takeLast(1))

      expectObservable(last).toBe('(c|)', { c: complete(10_000, 0) })
    }))

  it('errors for a look that brings nothing', () =>
    marbles(({ expectObservable }) => {
      expectObservable(start.pipe(polling(apiOf(EMPTY), 'c1', { schedule }))).toBe(
        'a----#',
        { a: running(0, 0) },
        expect.any(EmptyError),
      )
    }))

  it('gives no rows as an empty list', () =>
    marbles(({ cold, expectObservable }) => {
      const api = apiOf(cold('(c|)', { c: told('Complete') }))

      expectObservable(start.pipe(polling(api, 'c1', { schedule }))).toBe('a----(c|)', {
        a: running(0, 0),
        c: { ...complete(1, 5), rows: [] },
      })
    }))

  it.each(['COMPLETE', 'complete', 'Complete'])('takes %s for complete', (status) =>
    marbles(({ cold, expectObservable }) => {
      const api = apiOf(cold('(c|)', { c: told(status, { results: rows }) }))

      expectObservable(start.pipe(polling(api, 'c1', { schedule }))).toBe('a----(c|)', {
        a: running(0, 0),
        c: complete(1, 5),
      })
    }),
  )

  it('takes an unknown status for running, and warns once', () =>
    marbles(({ cold, expectObservable, flush }) => {
      const warnings: UsageWarning[] = []
      const onWarning = (warning: UsageWarning) => void warnings.push(warning)
      const api = apiOf(cold('(u|)', replies), cold('(n|)', { n: {} }), cold('(c|)', replies))

      expectObservable(start.pipe(polling(api, 'c1', { schedule, onWarning }))).toBe('a----b----d----(c|)', {
        a: running(0, 0),
        b: running(1, 5),
        d: running(2, 10),
        c: complete(3, 15),
      })
      flush()

      expect(warnings).toEqual([{ kind: 'unknown-status', clientId: 'c1', executionId: 'e1', queryStatus: 'Thinking' }])
    }))

  it('is not broken by a hook that throws', () =>
    marbles(({ cold, expectObservable }) => {
      const onWarning = () => {
        throw new Error('hook')
      }
      const api = apiOf(cold('(u|)', replies), cold('(c|)', replies))

      expectObservable(start.pipe(polling(api, 'c1', { schedule, onWarning }))).toBe('a----b----(c|)', {
        a: running(0, 0),
        b: running(1, 5),
        c: complete(2, 10),
      })
    }))

  it('ends after 15 minutes, with the look in flight', () =>
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const look = cold<ApiUsageQueryResult>('-')

      expectObservable(start.pipe(polling(apiOf(look), 'c1', { schedule }))).toBe(
        'a 899999ms #',
        { a: running(0, 0) },
        endedAt(new DeadlineError(900_000), 1, 900_000),
      )
      expectSubscriptions(look.subscriptions).toBe('5ms ^ 899994ms !')
    }))

  it('ends at a deadline of the caller, also in a wait before the first look', () =>
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const look = cold('(c|)', replies)

      expectObservable(start.pipe(polling(apiOf(look), 'c1', { schedule, deadlineMs: 3 }))).toBe(
        'a--#',
        { a: running(0, 0) },
        endedAt(new DeadlineError(3), 0, 3),
      )
      expectSubscriptions(look.subscriptions).toBe([])
    }))

  it('stops the look in flight when it is unsubscribed, and makes none when that is before or between', () =>
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const inFlight = cold('---(r|)', replies)
      const before = cold('---(r|)', replies)
      const between = cold('-(r|)', replies)
      const poll = (look: Answer) => start.pipe(polling(apiOf(look), 'c1', { schedule }))

      expectObservable(poll(inFlight), '------!').toBe('a', { a: running(0, 0) })
      expectObservable(poll(before), '--!').toBe('a', { a: running(0, 0) })
      expectObservable(poll(between), '--------!').toBe('a-----b', { a: running(0, 0), b: running(1, 6) })
      expectSubscriptions(inFlight.subscriptions).toBe('-----^!')
      expectSubscriptions(before.subscriptions).toBe([])
      expectSubscriptions(between.subscriptions).toBe('-----^!')
    }))

  it('makes no look when it is unsubscribed from inside the first next', () =>
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const look = cold('(c|)', replies)

      expectObservable(start.pipe(polling(apiOf(look), 'c1', { schedule }), take(1))).toBe('(a|)', {
        a: running(0, 0),
      })
      expectSubscriptions(look.subscriptions).toBe([])
    }))

  it('counts apart for two subscribers, and anew for one who comes back', () =>
    marbles(({ cold, expectObservable }) => {
      const states = start.pipe(polling(apiOf(cold('(r|)', replies)), 'c1', { schedule }))
      const expected = { a: running(0, 0), b: running(1, 5) }

      expectObservable(states, '------!').toBe('a----b', expected)
      expectObservable(states, '--^-----!').toBe('--a----b', expected)
      expectObservable(states, '---------^-----!').toBe('---------a----b', expected)
    }))

  it('follows several starts side by side', () =>
    marbles(({ cold, expectObservable }) => {
      const starts = cold('xy|', { x: { executionId: 'e1' }, y: { executionId: 'e2' } })

      expectObservable(starts.pipe(polling(apiOf(cold('(c|)', replies)), 'c1', { schedule }))).toBe('ab---c(d|)', {
        a: running(0, 0),
        b: { ...running(0, 0), executionId: 'e2' },
        c: complete(1, 5),
        d: { ...complete(1, 5), executionId: 'e2' },
      })
    }))

  it('passes on that there was no start, that it failed, and that it is still to come', () =>
    marbles(({ expectObservable }) => {
      const poll = polling(apiOf(), 'c1')
      const error = refusal(403)

      expectObservable(EMPTY.pipe(poll)).toBe('|')
      expectObservable(throwError(() => error).pipe(poll)).toBe('#', undefined, error)
      expectObservable(NEVER.pipe(poll), '--!').toBe('')
    }))

  it.each([Number.NaN, -0.1, 2])('ends at a draw of %d, before it tells of a wait', (drawn) =>
    marbles(({ expectObservable }) => {
      expectObservable(start.pipe(polling(apiOf(), 'c1', { random: () => drawn }))).toBe(
        '#',
        undefined,
        new TypeError('random: number given, but a number from 0 to 1 is needed'),
      )
    }),
  )

  it('ends with the error that the schedule throws', () =>
    marbles(({ expectObservable }) => {
      const broken = () => {
        throw new Error('schedule')
      }

      expectObservable(start.pipe(polling(apiOf(), 'c1', { schedule: broken }))).toBe(
        '#',
        undefined,
        new Error('schedule'),
      )
    }))

  it.each([
    ['schedule', { schedule: 5 }],
    ['deadlineMs', { deadlineMs: -1 }],
    ['attemptTimeoutMs', { attemptTimeoutMs: 0 }],
    ['maxPolls', { maxPolls: 0 }],
    ['retryAfterLimitMs', { retryAfterLimitMs: '9' }],
    ['signal', { signal: {} }],
    ['scheduler', { scheduler: {} }],
    ['random', { random: 0.5 }],
    ['onWarning', { onWarning: 'log' }],
  ])('refuses a bad %s before anything is asked', (name, options) => {
    const given: UsagePollOptions = JSON.parse(JSON.stringify(options))

    expect(() => pollUsageExecution(apiOf(), 'c1', given)).toThrow(new RegExp(`^${name}: \\w+ given, but`))
    expect(() => followUsageExecution(apiOf(), 'c1', 'e1', given)).toThrow(TypeError)
  })

  it('errors for a start without an execution id, and refuses an empty client id', () => {
    const errors: unknown[] = []

    from([{}])
      .pipe(polling(apiOf(), 'c1'))
      .subscribe({ error: (error) => errors.push(error) })

    expect(errors).toEqual([new TypeError('executionId: undefined given, but an id is needed')])
    expect(() => pollUsageExecution(apiOf(), '')).toThrow(/^clientId: an empty string given/)
  })

  it('tells that it is starting before it knows the execution id', () =>
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const post = cold('--(x|)', { x: { executionId: 'e1' } })
      const states = post.pipe(pollUsageExecution(apiOf(cold('(c|)', replies)), 'c1', { schedule }))

      expectObservable(states).toBe('s-a----(c|)', {
        s: { status: 'starting', clientId: 'c1', polls: 0, elapsedMs: 0 },
        a: running(0, 0),
        c: complete(1, 5),
      })
      expectSubscriptions(post.subscriptions).toBe('^-!')
    }))

  it('asks for looks that are not repeated, that let user calls go first, and end in time if a timer can tell', () =>
    marbles(({ cold, flush }) => {
      const options: unknown[] = []
      const getOauthClientUsageQueryResult = (_executionId: string, _clientId: string, given?: object) => {
        options.push(given)
        return cold('(c|)', replies)
      }

      for (const attemptTimeoutMs of [70, 2 ** 31 - 1, 2 ** 31, undefined]) {
        start.pipe(polling({ getOauthClientUsageQueryResult }, 'c1', { schedule, attemptTimeoutMs })).subscribe()
      }
      flush()

      expect(options).toEqual([
        { priority: 'poll', retries: 0, timeoutMs: 70 },
        { priority: 'poll', retries: 0, timeoutMs: 2 ** 31 - 1 },
        { priority: 'poll', retries: 0 },
        { priority: 'poll', retries: 0 },
      ])
    }))

  it('ends with the reason of the signal, in a look and before anything, and leaves no listener', () =>
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const reason = new Error('enough')
      const gone = new AbortController()
      const look = cold<ApiUsageQueryResult>('-')
      const listeners = countListeners(gone.signal)
      scheduler.schedule(() => gone.abort(reason), 7)
      const aborted = start.pipe(pollUsageExecution(apiOf(), 'c1', { signal: AbortSignal.abort(reason) }))

      expectObservable(start.pipe(polling(apiOf(look), 'c1', { schedule, signal: gone.signal }))).toBe(
        'a------#',
        { a: running(0, 0) },
        endedAt(new CancelledError(reason), 1, 7),
      )
      expectObservable(aborted).toBe('#', undefined, new CancelledError(reason))
      expectSubscriptions(look.subscriptions).toBe('-----^-!')
      scheduler.schedule(() => expect(listeners()).toBe(0), 8)
    }))

  it('goes by the clock that it is given', () =>
    marbles(({ cold, scheduler, expectObservable }) => {
      const api = apiOf(cold('(c|)', replies))

      expectObservable(start.pipe(polling(api, 'c1', { schedule, scheduler }))).toBe('a----(c|)', {
        a: running(0, 0),
        c: complete(1, 5),
      })
    }))
})

describe('followUsageExecution', () => {
  it('looks at once, then as scheduled', () =>
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const first = cold('-(r|)', replies)
      const api = apiOf(first, cold('-(c|)', replies))

      expectObservable(followUsageExecution(api, 'c1', 'e1', { schedule })).toBe('ab-----(c|)', {
        a: running(0, 0, 0),
        b: running(1, 1),
        c: complete(2, 7),
      })
      expectSubscriptions(first.subscriptions).toBe('^!')
    }))

  it('tells for each poll where its own execution stood when one error ends several', () =>
    marbles(({ cold, flush }) => {
      const error = refusal(403)
      const api = apiOf(cold('#', {}, error))
      const failures: Error[] = []

      for (const id of ['e1', 'e2']) {
        followUsageExecution(api, 'c1', id).subscribe({ error: (failure) => failures.push(failure) })
      }
      flush()

      expect(failures).toMatchObject(['e1', 'e2'].map((executionId) => ({ execution: { executionId } })))
      expect(failures.every((failure) => failure instanceof HttpError && failure.stack === error.stack)).toBe(true)
      expect(error).not.toHaveProperty('execution')
    }))

  it('refuses empty ids before anything is asked', () => {
    const api = apiOf()

    expect(() => followUsageExecution(api, 'c1', '')).toThrow(/^executionId: an empty string given/)
    expect(() => followUsageExecution(api, ' ', 'e1')).toThrow(/^clientId: string given/)
    expect(api.asked).toEqual([])
  })
})
