import { expect, it } from 'vitest'
import { seeded } from '../../random.ts'
import { randomHeader } from './random-header.ts'

it('says of each header the instant that any reader of HTTP dates finds in it', () => {
  const random = seeded(1)
  const nowMs = Date.UTC(2026, 0, 15, 12)

  for (let header = 0; header < 1000; header++) {
    const { text, notBeforeMs } = randomHeader(random, nowMs)
    const seconds = /^\d+$/.test(text) ? nowMs + Number(text) * 1000 : undefined
    // Without a zone, as asctime writes it, JavaScript would take the local one.
    const date =
      /^[A-Z]/.test(text) && notBeforeMs !== undefined ? Date.parse(text.replace(/(\d{4})$/, '$1 GMT')) : undefined
    expect(notBeforeMs).toBe(seconds ?? date)
  }
})
