import fc from 'fast-check'
import { expect, it } from 'vitest'
import { chooseLanguage } from './choose-language.ts'
import { scopesByLanguage } from './scopes.ts'

it.each([
  [undefined, 'en-us'],
  ['', 'en-us'],
  ['*', 'en-us'],
  ['de', 'de'],
  ['DE', 'de'],
  ['de-AT', 'de'],
  ['fr-CA, en;q=0.8', 'fr'],
  ['pt', 'pt-br'],
  ['pt-BR', 'pt-br'],
  ['en-GB', 'en-us'],
  ['es;q=0.4, ja;q=0.9, fr;q=0.5', 'ja'],
  ['it, es;q=0.2', 'es'],
  ['de;q=0, fr;q=0.1', 'fr'],
  ['it, nl', 'en-us'],
  ['de;q=many', 'en-us'],
  ['@@@', 'en-us'],
])('answers %j in %s', (header, language) => {
  expect(chooseLanguage(header)).toBe(language)
})

it('finds a language of ours for whatever a header holds', () => {
  fc.assert(
    fc.property(fc.string(), (header) => {
      expect(Object.keys(scopesByLanguage)).toContain(chooseLanguage(header))
    }),
  )
})
