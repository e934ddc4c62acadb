import { expect, it } from 'vitest'
import { scopes } from './scopes.ts'

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

it('describes each in one sentence of its own, reading apart from changing', () => {
  expect(new Set(scopes.values()).size).toBe(134)
  for (const [id, description] of scopes) {
    expect(description).toMatch(/^[A-Z][^.]+\.$/)
    if (id.endsWith(':readonly')) expect(description).toMatch(/^(Read|Search) /)
  }
})
