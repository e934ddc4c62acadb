import { NEVER, type Observable, of } from 'rxjs'
import { describe, expect, it } from 'vitest'
import { countListeners } from '../../test/count-listeners.ts'
import { marbles } from '../../test/marbles.ts'
import { scriptedUsage } from '../../test/polling/scripted-usage.ts'
import { endedAt, refusal } from '../../test/polling/usage-states.ts'
import { CancelledError, DeadlineError, ResumeTokenError } from '../errors.ts'
import type { ApiUsageQueryResult } from '../index.ts'
import { writeResumeToken } from './resume-token.ts'
import type { UsageExecutionState } from './usage-execution-state.ts'
import { createUsageExecutions } from './usage-executions.ts'

const body = { interval: '2026-01-01/2026-02-01' }
const replies = {
  r: { queryStatus: 'Running' as const },
  c: { queryStatus: 'Complete' as const, results: [{ requests: 3 }] },
}
const facts = { clientId: 'c1', executionId: 'e1' }
const running = (polls: number, elapsedMs: number, nextLookMs = 5) => ({
  ...facts,
  status: 'running',
  polls,
  elapsedMs,
  nextLookMs,
  resumeToken: expect.any(String),
})
const complete = (polls: number, elapsedMs: number) => ({
  ...facts,
  status: 'complete',
  polls,
  elapsedMs,
  rows: [{ requests: 3 }],
})
const options = { schedule: () => 5, graceMs: 3 }

/** An api whose looks are answered in turn; the last answer stands for all that follow. */
const apiOf = (...looks: Observable<ApiUsageQueryResult>[]) => {
  let taken = 0
  return {
    getOauthClientUsageQueryResult: () => looks[Math.min(taken++, looks.length - 1)] ?? NEVER,
    postOauthClientUsageQuery: () => of({ executionId: 'e1' }),
    getOauthClientUsageSummary: () => of({ executionId: 'e1' }),
  }
}

describe('createUsageExecutions', () => {
  it('polls once for all who follow the same execution, and tells latecomers the latest state', () =>
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const looks = [cold('-(r|)', replies), cold('-(c|)', replies)]
      const executions = createUsageExecutions(apiOf(...looks), options)

      expectObservable(executions.follow('c1', 'e1')).toBe('ab-----(c|)', {
        a: running(0, 0, 0),
        b: running(1, 1),
        c: complete(2, 7),
      })
      expectObservable(executions.follow('c1', 'e1'), '---^').toBe('---b---(c|)', {
        b: running(1, 1),
        c: complete(2, 7),
      })
      expectSubscriptions(looks[0]?.subscriptions ?? []).toBe('^!')
      expectSubscriptions(looks[1]?.subscriptions ?? []).toBe('------^!')
    }))

  it('tells executions and clients apart', () =>
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const look = cold<ApiUsageQueryResult>('-')
      const executions = createUsageExecutions(apiOf(look), options)
      const ids = (clientId: string, executionId: string) => ({ a: { ...running(0, 0, 0), clientId, executionId } })

      expectObservable(executions.follow('a', 'b/c'), '--!').toBe('a', ids('a', 'b/c'))
      expectObservable(executions.follow('a/b', 'c'), '--!').toBe('a', ids('a/b', 'c'))
      expectSubscriptions(look.subscriptions).toBe(['^----!', '^----!'])
    }))

  it('replays an error without a new request, and forgets it for others after the grace', () =>
    marbles(({ cold, expectObservable, expectSubscriptions, flush }) => {
      const gone = endedAt(refusal(404), 1, 1)
      const look = cold<ApiUsageQueryResult>('-#', undefined, refusal(404))
      const executions = createUsageExecutions(apiOf(look), options)
      const states = executions.follow('c1', 'e1')

      expectObservable(states).toBe('a#', { a: running(0, 0, 0) }, gone)
      expectObservable(executions.follow('c1', 'e1'), '--^').toBe('--(a#)', { a: running(0, 0, 0) }, gone)
      expectObservable(states, '---------^').toBe('---------(a#)', { a: running(0, 0, 0) }, gone)
      expectObservable(executions.follow('c1', 'e1'), '-----^').toBe('-----a#', { a: running(0, 0, 0) }, gone)
      expectSubscriptions(look.subscriptions).toBe(['^!', '-----^!'])
      flush()

      expect(executions.size).toBe(0)
    }))

  it('goes on for the grace when the last one leaves, and then ends the look', () =>
    marbles(({ cold, expectObservable, expectSubscriptions, flush }) => {
      const look = cold<ApiUsageQueryResult>('-')
      const executions = createUsageExecutions(apiOf(look), options)

      expectObservable(executions.follow('c1', 'e1'), '--!').toBe('a', { a: running(0, 0, 0) })
      expectObservable(executions.follow('c1', 'e1'), '----^-!').toBe('----a', { a: running(0, 0, 0) })
      expectSubscriptions(look.subscriptions).toBe('^--------!')
      flush()

      expect(executions.size).toBe(0)
    }))

  it('lets each waiter leave by its own signal and deadline, and nobody else with it', () =>
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler, flush }) => {
      const abort = new AbortController()
      const listeners = countListeners(abort.signal)
      scheduler.schedule(() => abort.abort('enough'), 2)
      const look = cold('------(c|)', replies)
      const executions = createUsageExecutions(apiOf(look), options)
      const states = { a: running(0, 0, 0), c: complete(1, 6) }
      const execution = { ...facts, polls: 0, elapsedMs: 0, resumeToken: expect.any(String), lastStatus: undefined }

      expectObservable(executions.follow('c1', 'e1')).toBe('a-----(c|)', states)
      expectObservable(executions.follow('c1', 'e1', { signal: abort.signal })).toBe(
        'a-#',
        states,
        Object.assign(new CancelledError('enough'), { execution }),
      )
      expectObservable(executions.follow('c1', 'e1', { deadlineMs: 4 })).toBe(
        'a---#',
        states,
        Object.assign(new DeadlineError(4), { execution }),
      )
      expectSubscriptions(look.subscriptions).toBe('^-----!')
      flush()

      expect(listeners()).toBe(0)
    }))

  it('tells a waiter with a signal what the poll knew when it failed, and asks nothing for one that has aborted', () =>
    marbles(({ cold, expectObservable, flush }) => {
      const api = apiOf(cold('-(r|)', replies), cold<ApiUsageQueryResult>('-#', undefined, refusal(404)))
      const executions = createUsageExecutions(api, options)

      expectObservable(executions.follow('c1', 'e1', { signal: new AbortController().signal })).toBe(
        'ab-----#',
        { a: running(0, 0, 0), b: running(1, 1) },
        endedAt(refusal(404), 2, 7, 'Running'),
      )
      expectObservable(executions.follow('c1', 'e2', { signal: AbortSignal.abort('no') })).toBe(
        '#',
        undefined,
        new CancelledError('no'),
      )
      flush()

      expect(executions.size).toBe(0)
    }))

  it('starts a query once for all who subscribe, follows it, and shares its poll with those who know its ids', () =>
    marbles(({ scheduler, flush }) => {
      const api = scriptedUsage({
        scheduler,
        starts: [{ afterMs: 2 }],
        looks: [
          { afterMs: 1, answer: { queryStatus: 'Running' } },
          { afterMs: 1, answer: { queryStatus: 'Complete' } },
        ],
      })
      const executions = createUsageExecutions(api, { ...options, scheduler })
      const states = executions.query('c1', body)
      const seen: string[] = []
      const watch = (name: string) => (state: UsageExecutionState) =>
        seen.push(`${name} ${state.status} ${state.polls}`)

      states.subscribe(watch('one'))
      scheduler.schedule(() => states.subscribe(watch('other')), 3)
      scheduler.schedule(() => executions.follow('c1', 'e1').subscribe(watch('by ids')), 9)
      flush()

      expect(api.asked).toMatchObject({ starts: 1, looks: 2 })
      expect(seen).toEqual([
        'one starting 0',
        'one running 0',
        'other starting 0',
        'other running 0',
        'one running 1',
        'other running 1',
        'by ids running 1',
        'one complete 2',
        'other complete 2',
        'by ids complete 2',
      ])
    }))

  it('resumes by token, sharing the poll, and never starts', () =>
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const look = cold('--(r|)', replies)
      const executions = createUsageExecutions({ ...apiOf(look), postOauthClientUsageQuery: () => NEVER }, options)
      const token = writeResumeToken({ clientId: 'c1', executionId: 'e1', startedAtMs: 0 }, '') ?? ''

      expectObservable(executions.follow('c1', 'e1'), '-----!').toBe('a-b', { a: running(0, 0, 0), b: running(1, 2) })
      expectObservable(executions.resume(token), '---^-!').toBe('---b', { b: running(1, 2) })
      expectObservable(executions.resume(token, { clientId: 'c2' })).toBe(
        '#',
        undefined,
        new ResumeTokenError('foreign'),
      )
      expectSubscriptions(look.subscriptions).toBe(['^-!', '-------^!'])
    }))

  it('learns from its own executions, by kind, how long they take', () =>
    marbles(({ scheduler, flush }) => {
      const looks = [
        { afterMs: 0, answer: { queryStatus: 'Running' as const } },
        { afterMs: 0, answer: { queryStatus: 'Complete' as const } },
      ]
      const executions = createUsageExecutions(scriptedUsage({ scheduler, starts: [{ afterMs: 0 }], looks }), {
        scheduler,
        random: () => 0.5,
      })
      executions.query('c1', body).subscribe()
      flush()

      expect(executions.history()).toEqual({ 'query total client 31 d': [3000] })
    }))

  it.each([
    ['learns the whole duration when a poll was left and taken up again', ['Running', 'Complete'], 8000, [7500]],
    ['learns nothing of an execution that may have ended while nobody looked', ['Complete'], 7000, undefined],
  ] as const)('%s', (_, statuses, endsAtMs, learned) =>
    marbles(({ scheduler, flush }) => {
      const looks = statuses.map((queryStatus) => ({ afterMs: 0, answer: { queryStatus } }))
      const api = scriptedUsage({ scheduler, starts: [{ afterMs: 0 }], looks })
      const options = { scheduler, schedule: () => 1000, random: () => 0.5, graceMs: 10 }
      const executions = createUsageExecutions(api, options)
      const states = executions.query('c1', body)
      const first = states.subscribe()
      scheduler.schedule(() => first.unsubscribe(), 100)
      const ends: number[] = []
      scheduler.schedule(() => states.subscribe({ complete: () => ends.push(scheduler.now()) }), 7000)
      flush()

      expect(ends).toEqual([endsAtMs])
      expect(api.asked).toMatchObject({ starts: 1, looks: looks.length })
      expect(executions.history()['query total client 31 d']).toEqual(learned)
    }),
  )

  it('learns by its waits when the clock is set back, and goes on', () =>
    marbles(({ scheduler, flush }) => {
      let setBackMs = 0
      const clock = { now: () => scheduler.now() - setBackMs, schedule: scheduler.schedule.bind(scheduler) }
      const looks = [{ afterMs: 0, answer: { queryStatus: 'Complete' as const } }]
      const api = scriptedUsage({ scheduler, starts: [{ afterMs: 0 }], looks })
      const executions = createUsageExecutions(api, { scheduler: clock, random: () => 0.5 })
      const ends: string[] = []
      const watch = ({ status }: UsageExecutionState) => status === 'complete' && ends.push(status)
      executions.query('c1', body).subscribe(watch)
      scheduler.schedule(() => {
        setBackMs = 3_600_000
      }, 1000)
      scheduler.schedule(() => executions.query('c1', body).subscribe(watch), 5000)
      flush()

      expect(ends).toEqual(['complete', 'complete'])
      expect(executions.history()).toEqual({ 'query total client 31 d': [1000, 1000] })
    }))

  it('looks by what was learned before, unless it is given a schedule', () =>
    marbles(({ scheduler, flush }) => {
      const history = { 'summary 7 d': Array(20).fill(40_000) }
      const api = scriptedUsage({
        scheduler,
        starts: [{ afterMs: 0 }],
        looks: [{ afterMs: 0, answer: { queryStatus: 'Complete' } }],
      })
      const waits: number[] = []
      const watch = (state: UsageExecutionState) => state.status === 'running' && waits.push(state.nextLookMs)
      createUsageExecutions(api, { scheduler, history, random: () => 0.5 })
        .summary('c1')
        .subscribe(watch)
      createUsageExecutions(api, { scheduler, history, schedule: () => 9 })
        .summary('c1')
        .subscribe(watch)
      flush()

      expect(waits).toEqual([expect.closeTo(40_500, -3), 9])
    }))

  it('refuses options and arguments that cannot be used, before anything is asked', () => {
    const executions = createUsageExecutions(apiOf())

    expect(() => createUsageExecutions(apiOf(), { graceMs: -1 })).toThrow(/^graceMs: number given/)
    expect(() => createUsageExecutions(apiOf(), { maxPolls: 0 })).toThrow(/^maxPolls: number given/)
    expect(() => executions.follow('', 'e1')).toThrow(/^clientId: an empty string given/)
    expect(() => executions.follow('c1', 'e1', { deadlineMs: -1 })).toThrow(/^deadlineMs: number given/)
  })
})
