import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type PollEvent, start, step } from './poll-engine.ts'

const plan = { schedule: () => 10, maxPolls: 2 }
const open = (nowMs: number): PollEvent => ({ kind: 'open', nowMs, random: 0.5 })
const due = (nowMs: number): PollEvent => ({ kind: 'due', nowMs })

describe('step', () => {
  it('waits, looks, and ends after the last look', () => {
    const [waiting, wait] = step(plan, start(100), open(100))
    const [looking, look] = step(plan, waiting, due(110))
    const [, second] = step(plan, looking, open(112))
    const [, end] = step(plan, step(plan, looking, due(122))[0], open(125))

    expect([wait, look, second, end]).toEqual([
      { kind: 'wait', delayMs: 10 },
      { kind: 'look' },
      { kind: 'wait', delayMs: 10 },
      { kind: 'end' },
    ])
  })

  it('asks the schedule with the looks, the time passed and the draw', () => {
    const seen: unknown[] = []
    const watched = { ...plan, schedule: (look: unknown) => seen.push(look) }

    step(watched, start(100), open(130))

    expect(seen).toEqual([{ polls: 0, elapsedMs: 30, random: 0.5 }])
  })

  it('never lets time go back, and counts every wait, whatever the clock says', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -(10 ** 9), max: 10 ** 9 }), { maxLength: 30 }), (clock) => {
        let state = start(0)
        for (const [index, nowMs] of clock.entries()) {
          const before = state
          state = step({ ...plan, maxPolls: 99 }, state, index % 2 === 0 ? open(nowMs) : due(nowMs))[0]

          expect(state.elapsedMs).toBeGreaterThanOrEqual(before.elapsedMs + before.delayMs)
        }
      }),
    )
  })

  it('is a function of its arguments alone', () => {
    const state = Object.freeze(start(5))

    expect(step(plan, state, open(9))).toEqual(step(plan, state, open(9)))
  })
})
