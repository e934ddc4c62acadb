import { Subscriber } from 'rxjs'
import { expect, it } from 'vitest'
import { Crowd } from './crowd.ts'

it.each([[[0, 1, 2, 3]], [[3, 2, 1, 0]], [[2, 0, 3, 1]]])(
  'knows who is there, in the order of coming, as they leave in the order %j, and when nobody is',
  (leaving) => {
    let emptied = 0
    const crowd = new Crowd<number>(() => emptied++)
    const all = leaving.map(() => new Subscriber<number>())
    for (const waiter of all) crowd.join(waiter)

    for (const [count, index] of leaving.entries()) {
      all[index]?.unsubscribe()
      const left = leaving.slice(0, count + 1)

      expect(crowd.waiters()).toEqual(all.filter((_, place) => !left.includes(place)))
      expect(emptied).toBe(left.length === all.length ? 1 : 0)
    }
  },
)
