import { defer, EMPTY, NEVER, type Observable, of, take, takeLast } from 'rxjs'
import { describe, expect, it } from 'vitest'
import { marbles } from '../../test/marbles.ts'
import { DeadlineError, MaxPollsError } from '../errors.ts'
import { type PollOptions, pollUntil } from './poll-until.ts'
import type { Look } from './schedule.ts'

const isDone = (answer: string) => answer === 'd'
const refuseToAnswer = (): never => {
  throw new Error('no answer')
}
const every = (delayMs: number) => ({ isDone, nextDelayMs: () => delayMs })

/** Gives one look after the other; the last one again and again. */
const inTurn = (...looks: Observable<string>[]) => {
  let taken = 0
  return defer(() => looks[Math.min(taken++, looks.length - 1)] ?? NEVER)
}

describe('pollUntil', () => {
  it('emits every answer, waits between the looks, and completes with the final answer', () =>
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const first = cold('--(r|)')
      const second = cold('--(d|)')

      const polled = inTurn(first, second).pipe(pollUntil(every(5)))

      expectObservable(polled).toBe('--r------(d|)')
      expectSubscriptions(first.subscriptions).toBe('^-!')
      expectSubscriptions(second.subscriptions).toBe('-------^-!')
    }))

  it('looks once when the first answer is final', () =>
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const look = cold('-(d|)')

      expectObservable(look.pipe(pollUntil(every(5)))).toBe('-(d|)')
      expectSubscriptions(look.subscriptions).toBe('^!')
    }))

  it('ends a look that would go on after the final answer', () =>
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const look = cold('-d---r|')

      expectObservable(look.pipe(pollUntil(every(5)))).toBe('-(d|)')
      expectSubscriptions(look.subscriptions).toBe('^!')
    }))

  it('lets the last answer of a look decide the wait', () =>
    marbles(({ cold, expectObservable }) => {
      const polled = inTurn(cold('-5-2|'), cold('(d|)')).pipe(pollUntil({ isDone, nextDelayMs: Number }))

      expectObservable(polled).toBe('-5-2--(d|)')
    }))

  it('tells how many looks were made and how long it took', () =>
    marbles(({ cold, expectObservable, flush }) => {
      const seen: (Look & { answer: string })[] = []
      const nextDelayMs = (answer: string, look: Look) => {
        seen.push({ answer, ...look })
        return 10
      }

      expectObservable(
        inTurn(cold('--(a|)'), cold('-(b|)'), cold('(d|)')).pipe(pollUntil({ isDone, nextDelayMs, random: () => 0.5 })),
      ).toBe('--a----------b 9ms (d|)')
      flush()

      expect(seen).toEqual([
        { answer: 'a', polls: 1, elapsedMs: 2, random: 0.5 },
        { answer: 'b', polls: 2, elapsedMs: 13, random: 0.5 },
      ])
    }))

  it('polls a source that answers at once ten thousand times without running out of stack', () =>
    marbles(({ expectObservable }) => {
      let looks = 0
      const source = defer(() => of(++looks))

      const polled = source.pipe(pollUntil({ isDone: (answer) => answer === 10_000, nextDelayMs: () => 0 }))

      expectObservable(polled.pipe(takeLast(1))).toBe('(d|)', { d: 10_000 })
    }))

  it('ends at the deadline, together with the look in flight', () =>
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const look = cold('--------(d|)')

      expectObservable(look.pipe(pollUntil({ ...every(1), deadlineMs: 5 }))).toBe(
        '-----#',
        undefined,
        new DeadlineError(5),
      )
      expectSubscriptions(look.subscriptions).toBe('^----!')
    }))

  it('ends at the deadline in a wait, counting all looks and waits', () =>
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const look = cold('-(r|)')

      expectObservable(look.pipe(pollUntil({ ...every(3), deadlineMs: 7 }))).toBe(
        '-r---r-#',
        undefined,
        new DeadlineError(7),
      )
      expectSubscriptions(look.subscriptions).toBe(['^!', '----^!'])
    }))

  it('keeps a deadline that no timer can hold', () =>
    marbles(({ expectObservable, scheduler }) => {
      const deadlineMs = 2 ** 32

      const polled = NEVER.pipe(pollUntil({ ...every(1), deadlineMs, scheduler }))

      expectObservable(polled).toBe(`${deadlineMs}ms #`, undefined, new DeadlineError(deadlineMs))
    }))

  it('has no deadline unless it is given one', () =>
    marbles(({ cold, expectObservable }) => {
      const polled = inTurn(cold('(r|)'), cold('(d|)')).pipe(pollUntil(every(90 * 24 * 3600 * 1000)))

      expectObservable(polled).toBe(`r ${90 * 24 * 3600 * 1000 - 1}ms (d|)`)
    }))

  it('passes an error of the source through and looks no more', () =>
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const failing = cold<string>('-#', undefined, new Error('gone'))
      const first = cold('(r|)')

      expectObservable(inTurn(first, failing).pipe(pollUntil(every(2)))).toBe('r--#', undefined, new Error('gone'))
      expectSubscriptions(failing.subscriptions).toBe('--^!')
    }))

  it('errors for a look without an answer instead of ending as if it were done', () =>
    marbles(({ expectObservable }) => {
      expectObservable(EMPTY.pipe(pollUntil(every(1)))).toBe(
        '#',
        undefined,
        expect.objectContaining({ name: 'EmptyError' }),
      )
    }))

  it.each<[string, PollOptions<string>, string]>([
    ['isDone', { isDone: refuseToAnswer, nextDelayMs: () => 1 }, '-#'],
    ['nextDelayMs', { isDone, nextDelayMs: refuseToAnswer }, '-r#'],
  ])('ends with the error that %s throws', (_, options, expected) =>
    marbles(({ cold, expectObservable }) => {
      const look = cold(expected === '-#' ? '-(r|)' : '-r|')

      expectObservable(look.pipe(pollUntil(options))).toBe(expected, undefined, new Error('no answer'))
    }),
  )

  it('ends with an error for a wait that is not a number', () =>
    marbles(({ cold, expectObservable }) => {
      const polled = cold('(r|)').pipe(pollUntil(every(Number.NaN)))

      expectObservable(polled).toBe('(r#)', undefined, expect.objectContaining({ name: 'TypeError' }))
    }))

  it('stops the look in flight when it is unsubscribed', () =>
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const look = cold('---(r|)')

      expectObservable(look.pipe(pollUntil(every(5))), '-!').toBe('')
      expectSubscriptions(look.subscriptions).toBe('^!')
    }))

  it('makes no further look when it is unsubscribed in a wait', () =>
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const look = cold('-(r|)')

      expectObservable(look.pipe(pollUntil(every(5))), '---!').toBe('-r')
      expectSubscriptions(look.subscriptions).toBe('^!')
    }))

  it('makes no further look when it is unsubscribed from inside next', () =>
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const look = cold('-(r|)')

      expectObservable(look.pipe(pollUntil(every(2)), take(2))).toBe('-r--(r|)')
      expectSubscriptions(look.subscriptions).toBe(['^!', '---^!'])
    }))

  it('does nothing before it is subscribed', () => {
    let looks = 0

    defer(() => of(++looks)).pipe(pollUntil({ isDone: () => true, nextDelayMs: () => 1 }))

    expect(looks).toBe(0)
  })

  it('polls apart for two subscribers, and anew for one who comes back', () =>
    marbles(({ cold, expectObservable, flush }) => {
      const polls: number[] = []
      const nextDelayMs = (_: string, look: Look) => {
        polls.push(look.polls)
        return 2
      }
      const polled = cold('(r|)').pipe(pollUntil({ isDone, nextDelayMs }))

      expectObservable(polled, '---!').toBe('r-r')
      expectObservable(polled, '-^-!').toBe('-r-')
      expectObservable(polled, '------^--!').toBe('------r-r')
      flush()

      expect(polls.toSorted()).toEqual([1, 1, 1, 2, 2])
    }))

  it('ends right after the last look that it may take', () =>
    marbles(({ cold, expectObservable }) => {
      const polled = cold('-(r|)').pipe(pollUntil({ ...every(2), maxPolls: 2 }))

      expectObservable(polled).toBe('-r--(r#)', undefined, new MaxPollsError(2))
    }))

  it('ends with a look that takes too long, and times each look apart', () =>
    marbles(({ cold, expectObservable }) => {
      const polled = inTurn(cold('--(r|)'), cold('--(r|)'), cold('----(d|)')).pipe(
        pollUntil({ ...every(1), attemptTimeoutMs: 3 }),
      )

      expectObservable(polled).toBe('--r--r---#', undefined, new DeadlineError(3))
    }))

  it.each([
    ['deadlineMs', { deadlineMs: -1 }],
    ['attemptTimeoutMs', { attemptTimeoutMs: 0 }],
    ['maxPolls', { maxPolls: '3' }],
    ['scheduler', { scheduler: {} }],
    ['random', { random: 0.5 }],
    ['nextDelayMs', { nextDelayMs: 5 }],
  ])('refuses a bad %s', (name, options) => {
    const given: PollOptions<string> = { ...every(1), ...JSON.parse(JSON.stringify(options)) }

    expect(() => pollUntil(given)).toThrow(new RegExp(`^${name}: \\w+ given, but`))
  })

  it.each([['NaN'], ['-1'], ['"5"'], [undefined]])('ends where nextDelayMs gives %s', (delay) =>
    marbles(({ cold, expectObservable }) => {
      const nextDelayMs = () => (delay === 'NaN' ? Number.NaN : delay && JSON.parse(delay))
      const refused = expect.objectContaining({
        message: expect.stringMatching(/^nextDelayMs: \w+ given, but a number/),
      })

      expectObservable(cold('-(r|)').pipe(pollUntil({ isDone, nextDelayMs }))).toBe('-(r#)', undefined, refused)
    }),
  )
})
