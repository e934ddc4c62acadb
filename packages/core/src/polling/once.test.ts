import { defer, EMPTY } from 'rxjs'
import { describe, expect, it } from 'vitest'
import { marbles } from '../../test/marbles.ts'
import { once } from './once.ts'

describe('once', () => {
  it('subscribes to the source once for all, now and later', () =>
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold('---(x|)')
      const shared = once(source)

      expectObservable(shared).toBe('---(x|)')
      expectObservable(shared, '-^').toBe('---(x|)')
      expectObservable(shared, '------^').toBe('------(x|)')
      expectSubscriptions(source.subscriptions).toBe('^--!')
    }))

  it('is not ended by those who leave, and keeps the value for who comes back', () =>
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold('---(x|)')
      const shared = once(source)

      expectObservable(shared, '-!').toBe('')
      expectObservable(shared, '-----^').toBe('-----(x|)')
      expectSubscriptions(source.subscriptions).toBe('^--!')
    }))

  it('gives an error to those who wait and keeps it for nobody', () =>
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const failing = cold<string>('--#')
      const good = cold('--(x|)')
      const sources = [failing, good]
      const shared = once(defer(() => sources.shift() ?? EMPTY))

      expectObservable(shared).toBe('--#')
      expectObservable(shared, '-^').toBe('--#')
      expectObservable(shared, '----^').toBe('------(x|)')
      expectSubscriptions(failing.subscriptions).toBe('^-!')
      expectSubscriptions(good.subscriptions).toBe('----^-!')
    }))

  it('forgets an error that nobody waited for', () =>
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const failing = cold<string>('--#')
      const sources = [failing, cold('--(x|)')]
      const shared = once(defer(() => sources.shift() ?? EMPTY))

      expectObservable(shared, '-!').toBe('')
      expectObservable(shared, '----^').toBe('------(x|)')
      expectSubscriptions(failing.subscriptions).toBe('^-!')
    }))

  it('does nothing before it is subscribed, and takes a source without a value for an error', () => {
    let runs = 0
    const shared = once(
      defer(() => {
        runs++
        return EMPTY
      }),
    )
    const errors: unknown[] = []

    expect(runs).toBe(0)
    shared.subscribe({ error: (error) => errors.push(error) })

    expect(errors).toEqual([expect.objectContaining({ name: 'EmptyError' })])
  })
})
