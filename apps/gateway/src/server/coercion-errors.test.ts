import { buildSchema, parse } from 'graphql'
import { describe, expect, it } from 'vitest'
import { coercionErrors } from './coercion-errors.ts'

const schema = buildSchema('input Inner { b: Int! c: Int! } input Outer { a: [Inner] } type Query { q(i: Outer): Int }')
const document = parse('query ($i: Outer) { q(i: $i) }')
const messagesOf = (i: unknown) =>
  coercionErrors({ schema, document, variableValues: { i } }).map(({ message }) => message)

describe('what is wrong with variables', () => {
  it('names each field that is missing', () => {
    expect(messagesOf({ a: [{}] })).toEqual([
      'Variable "$i.a.0.b" does not fit its type: "$i" is a Outer.',
      'Variable "$i.a.0.c" does not fit its type: "$i" is a Outer.',
    ])
  })

  it('is told of ten values at most, however many are wrong', () => {
    expect(messagesOf({ a: Array(1000).fill(5) })).toHaveLength(10)
  })

  it('names the object that a field is too many for, and not the field, which may be anything', () => {
    expect(messagesOf({ secret: 1 })).toEqual(['Variable "$i" does not fit its type: "$i" is a Outer.'])
  })
})
