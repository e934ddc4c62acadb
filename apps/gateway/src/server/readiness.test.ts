import { describe, expect, it, vi } from 'vitest'
import { createReadiness } from './readiness.ts'

describe('createReadiness', () => {
  it('asks the upstream once for a flood of questions, and not again while the finding is good', async () => {
    const check = vi.fn(async () => true)
    const isReady = createReadiness({ check, isDraining: () => false, goodForMs: 60_000 })

    const flood = await Promise.all(Array.from({ length: 1000 }, isReady))
    await isReady()

    expect(flood.every(Boolean)).toBe(true)
    expect(check).toHaveBeenCalledTimes(1)
  })

  it('asks again once the finding is old', async () => {
    const found = [false, true]
    const isReady = createReadiness({
      check: async () => found.shift() ?? false,
      isDraining: () => false,
      goodForMs: 0,
    })

    expect([await isReady(), await isReady(), await isReady()]).toEqual([false, true, false])
  })

  it('is not ready while it drains, and asks nobody', async () => {
    const check = vi.fn(async () => true)

    expect(await createReadiness({ check, isDraining: () => true })()).toBe(false)
    expect(check).not.toHaveBeenCalled()
  })
})
