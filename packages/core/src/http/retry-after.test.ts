import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { retryAfter } from './retry-after.ts'

const nowMs = Date.UTC(2026, 10, 23, 8, 0, 0)

describe('retryAfter', () => {
  it.each([
    ['seconds', '120', 120_000],
    ['no time', '0', 0],
    ['seconds with spaces around', ' 7 ', 7000],
    ['the longest of seconds that were given twice', '5, 120,7', 120_000],
    ['a date that was given twice', Array(2).fill('Mon, 23 Nov 2026 08:00:30 GMT').join(', '), 30_000],
    ['a date', 'Mon, 23 Nov 2026 08:00:30 GMT', 30_000],
    ['a date of RFC 850', 'Monday, 23-Nov-26 08:00:30 GMT', 30_000],
    ['a date of asctime', 'Mon Nov 23 08:00:30 2026', 30_000],
    ['a day of one digit in asctime', 'Tue Dec  1 08:00:00 2026', 8 * 24 * 3_600_000],
    ['a date that is past, as no time', 'Sun, 06 Nov 1994 08:49:37 GMT', 0],
    ['two digits of a year long past, as no time', 'Sunday, 06-Nov-94 08:49:37 GMT', 0],
  ])('reads %s', (_, header, expected) => {
    expect(retryAfter(header, nowMs)).toBe(expected)
  })

  it.each([
    [null],
    [undefined],
    [''],
    ['soon'],
    ['-1'],
    ['1.5'],
    ['1e3'],
    ['1 2'],
    ['5,'],
    ['5, soon'],
    ['2026-11-23T08:00:30Z'],
    ['Mon, 31 Feb 2026 08:00:00 GMT'],
    ['Mon, 23 Nov 2026 24:00:00 GMT'],
    ['Mon, 23 Nov 2026 08:75:00 GMT'],
    ['Mon, 23 Nix 2026 08:00:00 GMT'],
    ['Mon, 23 Nov 2026 08:00:30 CET'],
  ])('knows nothing of %j', (header) => {
    expect(retryAfter(header, nowMs)).toBeUndefined()
  })

  it('reads any number of seconds as milliseconds that can be counted with', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 30n }), (seconds) => {
        const expected = seconds > 10n ** 12n ? 1e15 : Number(seconds) * 1000

        expect(retryAfter(String(seconds), nowMs)).toBe(expected)
      }),
    )
  })

  it('reads all three forms of any date to come as the time until then', () => {
    const aheadMs = fc.nat(50 * 365 * 24 * 3600).map((seconds) => seconds * 1000)

    fc.assert(
      fc.property(aheadMs, (ms) => {
        for (const header of dateForms(new Date(nowMs + ms))) expect(retryAfter(header, nowMs)).toBe(ms)
      }),
    )
  })

  it('gives a wait that is no less than 0, or nothing, for any text', () => {
    fc.assert(
      fc.property(fc.string(), (header) => {
        const wait = retryAfter(header, nowMs)

        expect(wait === undefined || (wait >= 0 && Number.isSafeInteger(wait))).toBe(true)
      }),
    )
  })
})

const dateForms = (date: Date): string[] => {
  const [weekday, day = '', month, year = '', time] = date.toUTCString().replace(',', '').split(' ')
  const long = date.toLocaleDateString('en-us', { weekday: 'long', timeZone: 'UTC' })
  return [
    date.toUTCString(),
    `${long}, ${day}-${month}-${year.slice(2)} ${time} GMT`,
    `${weekday} ${month} ${day.replace(/^0/, ' ')} ${time} ${year}`,
  ]
}
