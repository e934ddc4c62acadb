import { concatMap, of } from 'rxjs'
import { expect, it } from 'vitest'
import { marbles } from '../../test/marbles.ts'
import { waitFor } from './wait-for.ts'

it('emits once after the delay and completes', () =>
  marbles(({ expectObservable, scheduler }) => {
    expectObservable(waitFor(3, scheduler)).toBe('---(w|)', { w: undefined })
  }))

it('takes the clock of async work when it is given none', () =>
  marbles(({ expectObservable }) => {
    expectObservable(waitFor(3)).toBe('---(w|)', { w: undefined })
  }))

it('does not emit at once for a delay of 0', () => {
  const seen: string[] = []

  const waiting = waitFor(0).subscribe(() => seen.push('waited'))
  seen.push('subscribed')
  waiting.unsubscribe()

  expect(seen).toEqual(['subscribed'])
})

it('waits for a month although a timer cannot', () =>
  marbles(({ expectObservable, scheduler }) => {
    const monthMs = 31 * 24 * 3600 * 1000

    expectObservable(waitFor(monthMs, scheduler)).toBe(`${monthMs}ms (w|)`, { w: undefined })
  }))

it('waits exactly as long as the longest timer, and one millisecond longer', () =>
  marbles(({ expectObservable, scheduler }) => {
    expectObservable(waitFor(2 ** 31 - 1, scheduler)).toBe(`${2 ** 31 - 1}ms (w|)`, { w: undefined })
    expectObservable(waitFor(2 ** 31, scheduler)).toBe(`${2 ** 31}ms (w|)`, { w: undefined })
  }))

it('sets no timer that would be cut to 1 ms', async () => {
  const seen: string[] = []

  const waiting = waitFor(2 ** 31).subscribe(() => seen.push('waited'))
  await new Promise((resolve) => setTimeout(resolve, 20))
  waiting.unsubscribe()

  expect(seen).toEqual([])
})

it('never ends for Infinity, until it is unsubscribed', () =>
  marbles(({ expectObservable, scheduler }) => {
    expectObservable(waitFor(Number.POSITIVE_INFINITY, scheduler), `${2 ** 33}ms !`).toBe('')
  }))

it('starts a wait of its own for every subscriber', () =>
  marbles(({ cold, expectObservable, scheduler }) => {
    const wait = waitFor(2, scheduler)

    expectObservable(cold('a--b|').pipe(concatMap((letter) => wait.pipe(concatMap(() => of(letter)))))).toBe(
      '--a--(b|)',
    )
  }))

it('clears its timer when it is unsubscribed', () => {
  const timersBefore = process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length

  waitFor(60_000).subscribe().unsubscribe()

  expect(process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout')).toHaveLength(timersBefore)
})

it.each([-1, Number.NaN])('refuses a delay of %s', (delayMs) => {
  expect(() => waitFor(delayMs)).toThrow(
    new TypeError('delayMs: number given, but a number of milliseconds from 0 to Infinity is needed'),
  )
})

it('refuses what is no scheduler', () => {
  expect(() => waitFor(5, JSON.parse('{}'))).toThrow(/^scheduler: object given, but a scheduler of RxJS/)
})
