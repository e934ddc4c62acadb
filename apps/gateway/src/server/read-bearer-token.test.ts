import { expect, it } from 'vitest'
import { readBearerToken } from './read-bearer-token.ts'

const read = (authorization?: string) => readBearerToken(new Headers(authorization ? { authorization } : {}))

it.each(['Bearer a.b-c_~+/=', 'bearer a.b-c_~+/=', 'BEARER  a.b-c_~+/= '])('the token of %j is read', (header) => {
  expect(read(header)).toBe('a.b-c_~+/=')
})

it.each([
  undefined,
  'Bearer',
  'Bearer ',
  'a',
  'Bearera',
  'Basic bearer a',
  'Bearer a b',
  'Bearer a, Bearer b',
  'Bearer caf\u00e9',
])('%j has no token that could be sent on', (header) => {
  expect(read(header)).toBeUndefined()
})
