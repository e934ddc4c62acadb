import { describe, expect, it } from 'vitest'
import { createWindow } from './window.ts'

/** How many calls may go at once a minute after 60 of them were refused, one after the other. */
const roomAfter = (retryAfterMs: number | undefined): number => {
  let nowMs = 0
  const window = createWindow(300, () => nowMs)
  for (let n = 0; n < 60; n++) window.enter('call', 1)
  for (let n = 0; n < 60; n++) {
    nowMs += 10
    window.refused(retryAfterMs)
  }
  nowMs = 62_000
  let room = 0
  while (window.enter('call', 1) === 0) room++
  return room
}

describe('createWindow', () => {
  it('lowers its estimate once for requests that were refused together, also when the API names no time to wait', () => {
    const room = roomAfter(2000)

    expect(room).toBeGreaterThan(80)
    expect(roomAfter(undefined)).toBe(room)
    expect(roomAfter(0)).toBe(room)
  })
})
