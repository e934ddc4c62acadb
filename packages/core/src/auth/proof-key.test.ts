import { expect, it } from 'vitest'
import { challengeOf, randomText } from './proof-key.ts'

it('makes the challenge that RFC 7636 gives as an example', async () => {
  const challenge = await challengeOf('dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk')

  expect(challenge).toBe('E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM')
})

it('makes texts of 43 URL-safe characters, each another', () => {
  const texts = Array.from({ length: 500 }, randomText)

  expect(texts.every((text) => /^[\w-]{43}$/.test(text))).toBe(true)
  expect(new Set(texts).size).toBe(500)
})
