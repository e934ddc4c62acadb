import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Rounds } from './rounds.ts'

const staying = () => new AbortController().signal

/** Runs that end when they are told to; each gives the number of the run. */
const heldRuns = () => {
  const begun: { readonly signal: AbortSignal; readonly end: () => void; readonly fail: (error: Error) => void }[] = []
  const run = (signal: AbortSignal) =>
    new Promise<number>((resolve, reject) => {
      const number = begun.length
      begun.push({ signal, end: () => resolve(number), fail: reject })
    })
  return { begun, run }
}

describe('rounds', () => {
  it('give who comes while one is under way the next one, together', async () => {
    const rounds = new Rounds<number>()
    const { begun, run } = heldRuns()
    const first = rounds.ask('k', run, staying())
    const later = [rounds.ask('k', run, staying()), rounds.ask('k', run, staying())]
    expect(begun).toHaveLength(1)

    begun[0]?.end()
    expect(await first).toBe(0)
    begun[1]?.end()

    expect(await Promise.all(later)).toEqual([1, 1])
    expect(begun).toHaveLength(2)
    expect(rounds.size).toBe(0)
  })

  it('of different keys know nothing of each other', () => {
    const rounds = new Rounds<number>()
    const { begun, run } = heldRuns()

    rounds.ask('one', run, staying())
    rounds.ask('other', run, staying())

    expect(begun).toHaveLength(2)
  })

  it('are aborted when all who joined have left, and not before', async () => {
    const rounds = new Rounds<number>()
    const { begun, run } = heldRuns()
    const [leaving, alsoLeaving] = [new AbortController(), new AbortController()]
    rounds.ask('k', run, staying())
    rounds.ask('k', run, leaving.signal)
    rounds.ask('k', run, alsoLeaving.signal)
    begun[0]?.end()

    await expect.poll(() => begun.length).toBe(2)
    leaving.abort()
    expect(begun[1]?.signal.aborted).toBe(false)
    alsoLeaving.abort()
    expect(begun[1]?.signal.aborted).toBe(true)
  })

  it('that everyone left before they began never begin', async () => {
    const rounds = new Rounds<number>()
    const { begun, run } = heldRuns()
    const leaving = new AbortController()
    const first = rounds.ask('k', run, staying())
    rounds.ask('k', run, leaving.signal).catch(() => undefined)

    leaving.abort()
    begun[0]?.end()
    await first

    expect(begun).toHaveLength(1)
    expect(rounds.size).toBe(0)
  })

  it('that fail tell everyone who joined, and the next begins all the same', async () => {
    const rounds = new Rounds<number>()
    const { begun, run } = heldRuns()
    const first = rounds.ask('k', run, staying())
    const second = rounds.ask('k', run, staying())

    begun[0]?.fail(new Error('lost'))

    await expect(first).rejects.toThrow('lost')
    await expect.poll(() => begun.length).toBe(2)
    begun[1]?.end()
    expect(await second).toBe(1)
  })

  it('never give an answer that began before it was asked for, nor run twice at a time, whatever comes', async () => {
    const step = fc.record({
      kind: fc.constantFrom('ask', 'end', 'leave'),
      key: fc.constantFrom('a', 'b'),
      at: fc.nat(5),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
        const rounds = new Rounds<number>()
        const open = new Map<string, () => void>()
        const leavers: AbortController[] = []
        const tooOld: number[] = []
        const twice: string[] = []
        let clock = 0
        const ask = (key: string) => {
          const leaver = new AbortController()
          leavers.push(leaver)
          const askedAt = clock++
          const run = () =>
            new Promise<number>((resolve) => {
              if (open.has(key)) twice.push(key)
              const begunAt = clock++
              open.set(key, () => {
                open.delete(key)
                resolve(begunAt)
              })
            })
          rounds.ask(key, run, leaver.signal).then((begunAt) => begunAt < askedAt && tooOld.push(begunAt))
        }
        for (const { kind, key, at } of steps) {
          if (kind === 'ask') ask(key)
          if (kind === 'end') open.get(key)?.()
          if (kind === 'leave') leavers[at]?.abort()
          for (let turn = 0; turn < 5; turn++) await Promise.resolve()
        }
        while (open.size > 0) {
          for (const end of [...open.values()]) end()
          for (let turn = 0; turn < 5; turn++) await Promise.resolve()
        }
        expect({ tooOld, twice, size: rounds.size }).toEqual({ tooOld: [], twice: [], size: 0 })
      }),
    )
  })
})
