import { expect, it } from 'vitest'
import { scopes, scopesByLanguage } from './scopes.ts'

it('has the 134 scopes: 64 in both forms, 4 bare only, 2 read-only', () => {
  const ids = [...scopes.keys()]
  const bare = ids.filter((id) => !id.endsWith(':readonly'))

  expect(ids).toHaveLength(134)
  expect(bare.filter((id) => scopes.has(`${id}:readonly`))).toHaveLength(64)
  expect(bare.filter((id) => !scopes.has(`${id}:readonly`))).toEqual([
    'data-extensions',
    'notifications',
    'upload',
    'user-basic-info',
  ])
})

it.each([
  ['en-us', /^[A-Z][^.]+\.$/, /^(Read|Search) /],
  ['de', /^\p{Lu}[^.]+\.$/u, /(lesen|suchen)\.$/],
  ['es', /^\p{Lu}[^.]+\.$/u, /^(Leer|Buscar) /],
  ['fr', /^\p{Lu}[^.]+\.$/u, /^(Lire|Rechercher) /],
  ['ja', /^[^。]+。$/, /(参照|検索)。$/],
  ['pt-br', /^\p{Lu}[^.]+\.$/u, /^(Ler|Pesquisar) /],
] as const)(
  'describes each in one sentence of its own, reading apart from changing, in %s',
  (language, sentence, reads) => {
    const described = scopesByLanguage[language]

    expect([...described.keys()]).toEqual([...scopes.keys()])
    expect(new Set(described.values()).size).toBe(134)
    for (const [id, description] of described) {
      expect(description).toMatch(sentence)
      if (id.endsWith(':readonly')) expect(description).toMatch(reads)
    }
  },
)
