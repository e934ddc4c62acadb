import { combineLatest, concat, defer, NEVER, type Observable, of, take, throwError } from 'rxjs'
import { describe, expect, it } from 'vitest'
import { marbles } from '../../test/marbles.ts'
import { waitFor } from '../waiting/wait-for.ts'
import { shareLatest } from './share-latest.ts'

const shared = <T>(source: Observable<T>, onRelease: (hasEnded: boolean) => void = () => {}) =>
  shareLatest(source, { grace: () => waitFor(3), onRelease })

describe('shareLatest', () => {
  it('gives all the same subscription, and latecomers the latest value', () =>
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold('-a-b-(c|)')
      const states = shared(source)

      expectObservable(states).toBe('-a-b-(c|)')
      expectObservable(states, '--^').toBe('--ab-(c|)')
      expectObservable(states, '----^').toBe('----b(c|)')
      expectSubscriptions(source.subscriptions).toBe('^----!')
    }))

  it('keeps to one subscription when somebody subscribes from inside its first value', () => {
    let subscriptions = 0
    const seen: string[] = []
    const source = defer(() => {
      subscriptions++
      return concat(of('a'), NEVER)
    })
    const states = shared(source)

    states.pipe(take(1)).subscribe(() => states.subscribe((value) => seen.push(value)))

    expect(subscriptions).toBe(1)
    expect(seen).toEqual(['a'])
  })

  it('asks for nothing for one who has gone before coming, as beside a stream that fails at once', () => {
    let subscriptions = 0
    const states = shared(
      defer(() => {
        subscriptions++
        return NEVER
      }),
    )

    combineLatest([throwError(() => 'failed'), states]).subscribe({ error: () => {} })

    expect(subscriptions).toBe(0)
  })

  it('goes on for the grace after the last one left, and then stops', () =>
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold('-a-b-c-d-e-f')
      const states = shared(source)

      expectObservable(states, '--!').toBe('-a')
      expectObservable(states, '----^-!').toBe('----bc')
      expectSubscriptions(source.subscriptions).toBe('^--------!')
    }))

  it('goes on for who came later when the first one leaves', () =>
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold('-a-b-c-d-(e|)')
      const states = shared(source)

      expectObservable(states, '--!').toBe('-a')
      expectObservable(states, '-^').toBe('-a-b-c-d-(e|)')
      expectSubscriptions(source.subscriptions).toBe('^--------!')
    }))

  it('begins the grace again for one who comes in it, takes the latest value and leaves', () =>
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold('-a')
      const states = shared(source)

      expectObservable(states, '--!').toBe('-a')
      expectObservable(states.pipe(take(1)), '----^').toBe('----(a|)')
      expectSubscriptions(source.subscriptions).toBe('^------!')
    }))

  it('begins anew, without old values, when it had stopped', () =>
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold('-a-b')
      const states = shared(source)

      expectObservable(states, '--!').toBe('-a')
      expectObservable(states, '------^---!').toBe('-------a-b')
      expectSubscriptions(source.subscriptions).toBe(['^----!', '------^------!'])
    }))

  it('replays an end, with the last value, and asks for nothing again', () =>
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const failing = cold('-a#')
      const ending = cold('-a|')
      const failed = shared(failing)
      const ended = shared(ending)

      expectObservable(failed).toBe('-a#')
      expectObservable(failed, '---------^').toBe('---------(a#)')
      expectObservable(ended).toBe('-a|')
      expectObservable(ended, '---------^').toBe('---------(a|)')
      expectSubscriptions(failing.subscriptions).toBe('^-!')
      expectSubscriptions(ending.subscriptions).toBe('^-!')
    }))

  it('tells when it is let go, and whether it had ended', () =>
    marbles(({ cold, expectObservable, flush, scheduler }) => {
      const released: [number, boolean][] = []
      const note = (hasEnded: boolean) => released.push([scheduler.now(), hasEnded])

      expectObservable(shared(cold('-a|'), note)).toBe('-a|')
      expectObservable(shared(cold('-a'), note), '----!').toBe('-a')
      flush()

      expect(released).toEqual([
        [5, true],
        [7, false],
      ])
    }))

  it('serves who comes and goes during a round', () => {
    const seen: string[] = []
    const states = shared(concat(of(1, 2), NEVER))
    const first = states.subscribe((value) => {
      seen.push(`first ${value}`)
      if (value === 1) states.pipe(take(1)).subscribe((replayed) => seen.push(`second ${replayed}`))
    })
    first.unsubscribe()

    expect(seen).toEqual(['first 1', 'second 1', 'first 2'])
  })

  it('lets all leave, in order, in reverse and from the middle', () => {
    const states = shared(concat(of(1), NEVER))
    const order = [0, 1, 2, 3, 4, 5]
    const orders = [order, order.toReversed(), [2, 5, 0, 4, 1, 3]]

    for (const leaving of orders) {
      const left: number[] = []
      const links = order.map(() => states.subscribe())
      for (const index of leaving) {
        links[index]?.unsubscribe()
        left.push(links.filter((link) => !link.closed).length)
      }

      expect(left).toEqual([5, 4, 3, 2, 1, 0])
    }
  })
})
