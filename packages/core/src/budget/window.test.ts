import { describe, expect, it } from 'vitest'
import { createWindow } from './window.ts'

/** A window with a clock that is set by hand. */
const windowOf = (perMinute: number) => {
  const clock = { nowMs: 10_000_000 }
  const window = createWindow(perMinute, () => clock.nowMs)
  /** How many of a kind may go at once. */
  const room = (priority: 'call' | 'poll' = 'call'): number => {
    let made = 0
    while (window.enter(priority, 1) === 0) made++
    return made
  }
  return { clock, room, ...window }
}

describe('createWindow', () => {
  it.each([undefined, 0, 1000])(
    'lowers its estimate once for all that was refused together, told to wait %s',
    (told) => {
      const { clock, room, refused } = windowOf(300)
      const made = room()
      clock.nowMs += 60_000
      for (let n = 0; n < 99; n++) {
        refused(told)
        clock.nowMs += 10
      }
      const early = room()
      clock.nowMs += 1000

      expect([made, early, room()]).toEqual([300, 0, 270])
    },
  )

  it('takes what was refused late, after the wait, for no other news', () => {
    const { clock, room, refused } = windowOf(300)
    room()
    refused(1000)
    clock.nowMs += 1500
    refused(1000)
    clock.nowMs += 59_000

    expect(room()).toBe(299)
  })

  it('is never blocked for more than three minutes', () => {
    const { clock, enter, refused } = windowOf(300)
    refused(30 * 86_400_000)

    const waitMs = enter('call', 1)
    clock.nowMs += 180_000

    expect([waitMs, enter('call', 1)]).toEqual([180_000, 0])
  })

  it('gives polls a third at once and then what they earn, and leaves the rest to calls', () => {
    const { clock, room, enter } = windowOf(300)
    const first = room('poll')
    const waitMs = enter('poll', 10)
    clock.nowMs += 30_000
    const second = room('poll')

    expect([first, waitMs, second, room()]).toEqual([100, 3000, 100, 100])
  })

  it('lets a poll go in the end after a 429 in a budget of 1 a minute', () => {
    const { clock, enter, refused } = windowOf(1)
    enter('poll', 1)
    refused(1000)

    const waitMs = enter('poll', 1)
    clock.nowMs += waitMs

    expect([waitMs, enter('poll', 1)]).toEqual([90_000, 0])
  })

  it('is not held up by a clock that was set back after a 429', () => {
    const { clock, room, enter, refused } = windowOf(300)
    room()
    clock.nowMs += 60_000
    refused(10_000)
    clock.nowMs -= 3_600_000
    const waitMs = enter('call', 1)
    clock.nowMs += waitMs

    expect([waitMs, room('poll'), room()]).toEqual([10_000, 91, 184])
  })

  it('is fresh when nothing that it remembers counts any more', () => {
    const { clock, room, refused, isFresh } = windowOf(300)
    const fresh = [isFresh()]
    const after = (ms: number) => {
      clock.nowMs += ms
      fresh.push(isFresh())
    }

    room()
    after(60_499)
    after(1)
    room()
    refused(150_000)
    after(149_999)
    after(1)
    refused(1000)
    after(479_000)
    after(2000)

    expect(fresh).toEqual([true, false, true, false, true, false, true])
  })
})
