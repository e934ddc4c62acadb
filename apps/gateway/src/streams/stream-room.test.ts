import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Caller } from '../principal/caller.ts'
import { loneToken, type Principal } from '../principal/principal.ts'
import { hashToken } from '../principal/token-hash.ts'
import { createStreamRoom } from './stream-room.ts'

afterEach(() => vi.useRealTimers())

const callerOf = (): Caller => ({}) as Caller
const alice = loneToken(hashToken('alice'))
const bob = loneToken(hashToken('bob'))

describe('the room for streams', () => {
  it('is for each principal, whatever tokens it comes by, and comes back', async () => {
    const room = createStreamRoom({ total: 10, perPrincipal: 2 })
    const take = (principal: Principal) => room.take(callerOf(), async () => principal)

    const [first, , third] = [await take(alice), await take(alice), await take(alice)]
    const ofBob = await take(bob)
    first?.()
    const again = await take(alice)

    expect([third, typeof ofBob, typeof again]).toEqual([undefined, 'function', 'function'])
    expect(room.taken).toBe(3)
  })

  it('is not held up by who is told late, who counts from then on', async () => {
    vi.useFakeTimers()
    const room = createStreamRoom({ total: 10, perPrincipal: 1 })
    const told = Promise.withResolvers<Principal>()
    const late = room.take(callerOf(), () => told.promise)
    await vi.advanceTimersByTimeAsync(1_000)
    const giveBack = await late

    const before = await room.take(callerOf(), async () => alice)
    before?.()
    told.resolve(alice)
    await vi.advanceTimersByTimeAsync(0)
    const after = await room.take(callerOf(), async () => alice)
    giveBack?.()
    const last = await room.take(callerOf(), async () => alice)

    expect([typeof giveBack, typeof before, after, typeof last]).toEqual([
      'function',
      'function',
      undefined,
      'function',
    ])
    expect(room.taken).toBe(1)
  })

  it('counts nobody who left before it was told whose they are', async () => {
    vi.useFakeTimers()
    const room = createStreamRoom({ total: 10, perPrincipal: 1 })
    const told = Promise.withResolvers<Principal>()
    const late = room.take(callerOf(), () => told.promise)
    await vi.advanceTimersByTimeAsync(1_000)

    const giveBack = await late
    giveBack?.()
    told.resolve(alice)
    await vi.advanceTimersByTimeAsync(0)
    const next = await room.take(callerOf(), async () => alice)

    expect([typeof next, room.taken]).toEqual(['function', 1])
  })
})
