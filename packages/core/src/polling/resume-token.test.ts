import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ResumeTokenError } from '../errors.ts'
import { readResumeToken, writeResumeToken } from './resume-token.ts'

const host = 'https://api.mypurecloud.ie'
const point = {
  clientId: '0b6f4b0e-7e0c-4c3e-9d0a-0f1d2c3b4a59',
  executionId: 'f4c2d6f2-5d7e-4c0c-8a0d-7f7a5b1c2d3e',
  startedAtMs: Date.UTC(2026, 5, 1),
}
const token = writeResumeToken(point, host) ?? ''

const reasonOf = (text: unknown, at = host): unknown => {
  try {
    return readResumeToken(text, at)
  } catch (error) {
    return error instanceof ResumeTokenError ? error.reason : error
  }
}

describe('a resume token', () => {
  it('gives back what it was made of, for any ids', () => {
    const id = fc.string({ minLength: 1, maxLength: 30, unit: 'binary' }).filter((text) => !/^(\s*|\.+)$/.test(text))

    fc.assert(
      fc.property(id, id, fc.nat(2 ** 31 - 1), fc.webUrl(), (clientId, executionId, startedAtMs, apiUrl) => {
        const made = { clientId, executionId, startedAtMs }
        const text = writeResumeToken(made, apiUrl)

        expect(text === undefined ? made : readResumeToken(text, apiUrl)).toEqual(made)
        expect(new TextEncoder().encode(text).length).toBeLessThanOrEqual(300)
      }),
    )
  })

  it('takes at most 300 bytes, half of it for ids as the vendor has them, and is left out for longer ids', () => {
    expect(token.length).toBeLessThan(150)
    expect(writeResumeToken({ ...point, executionId: 'x'.repeat(300) }, host)).toBeUndefined()
  })

  it('bears dots in an id, and a clock that tells parts of a millisecond', () => {
    const made = { ...point, clientId: 'a.b', startedAtMs: 1000 }

    expect(readResumeToken(writeResumeToken({ ...made, startedAtMs: 999.6 }, host), host)).toEqual(made)
  })

  it('is refused after any change of a character', () => {
    for (let index = 0; index < token.length; index++) {
      const other = token[index] === 'x' ? 'y' : 'x'
      const changed = token.slice(0, index) + other + token.slice(index + 1)

      expect(reasonOf(changed)).toBe('malformed')
    }
  })

  it('is refused when it was cut short or went on', () => {
    expect(Array.from(token, (_, index) => reasonOf(token.slice(0, index)))).toEqual(
      Array.from(token, () => 'malformed'),
    )
    expect(reasonOf(`${token}0`)).toBe('malformed')
  })

  it('is refused when what it stands for is no id', () => {
    const forged = ['', ' ', '..'].map((id) => writeResumeToken({ ...point, executionId: id }, host))

    expect(forged.map((text) => reasonOf(text))).toEqual(Array(3).fill('malformed'))
  })

  it('is for one host', () => {
    expect(reasonOf(token, 'https://api.mypurecloud.de')).toBe('foreign')
  })

  it('of another version is told apart from nonsense', () => {
    expect(reasonOf(token.replace(/^g1/, 'g2'))).toBe('version')
    expect(['', '.', 'g1', 'g1.....', 'a'.repeat(301), undefined, null, {}, 5].map((text) => reasonOf(text))).toEqual(
      Array(9).fill('malformed'),
    )
  })
})
