import { describe, expect, it } from 'vitest'
import { scrubOf } from './scrub.ts'

const token = 'kD8f2Lq0_wX-3bVn7Rt5yPz1'
const scrub = scrubOf(['a known secret'])

describe('scrubOf', () => {
  it.each([
    [token, '[redacted]'],
    [`GET /x with Bearer abc failed`, 'GET /x with Bearer [redacted] failed'],
    [`Basic dXNlcjpwYXNz`, 'Basic [redacted]'],
    ['it was a known secret, sorry', 'it was [redacted], sorry'],
    [`eyJhbGciOiJub25lIn0x.eyJzdWIiOiIxMjM0In0x.${token}`, '[redacted].[redacted].[redacted]'],
    ['0b9a4b6c-6a3a-4d0e-9f0a-4f1f2c6f2b11', '0b9a4b6c-6a3a-4d0e-9f0a-4f1f2c6f2b11'],
    ['getOauthClientUsageQueryResult', 'getOauthClientUsageQueryResult'],
  ])('makes %j %j', (text, scrubbed) => {
    expect(scrub(text)).toBe(scrubbed)
  })

  it('leaves nothing under a name that tells what it is, and looks into everything else', () => {
    const fields = {
      headers: { Authorization: 'x', cookie: 'x', host: 'gateway' },
      clientSecret: { deep: 'x' },
      variables: ['x'],
      failures: [new TypeError(`no ${token}`), { message: token }],
      count: 3,
      nothing: null,
    }

    expect(scrub(fields)).toEqual({
      headers: { Authorization: '[redacted]', cookie: '[redacted]', host: 'gateway' },
      clientSecret: '[redacted]',
      variables: '[redacted]',
      failures: [{ name: 'TypeError', message: 'no [redacted]' }, { message: '[redacted]' }],
      count: 3,
      nothing: null,
    })
  })
})
