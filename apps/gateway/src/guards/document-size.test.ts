import { parse } from 'graphql'
import { describe, expect, it } from 'vitest'
import { documentSize } from './document-size.ts'

const sizeOf = (document: string) => documentSize(parse(document))

/** Fragments of which each spreads the next one twice: two to the power of their number. */
const doubling = (count: number, last: string) =>
  Array.from({ length: count }, (_, index) =>
    index + 1 < count
      ? `fragment F${index} on Query { ...F${index + 1} ...F${index + 1} }`
      : `fragment F${index} on Query { ${last} }`,
  ).join('\n')

describe('the size of a document', () => {
  it('counts levels of fields, and not the fragments on the way', () => {
    expect(sizeOf('{ a { ... { b { ...F } } } } fragment F on T { c { d } }')).toMatchObject({ depth: 4, fields: 4 })
  })

  it('counts a fragment each time that it is spread', () => {
    const size = sizeOf(
      '{ a { ...F } b { ...F } ...G ...G } fragment F on T { x: c @skip(if: true) } fragment G on Query { y: d }',
    )

    expect(size).toMatchObject({ depth: 2, fields: 6, aliases: 4, rootFields: 4, directives: 2 })
  })

  it.each([
    ['subscription { a @include(if: true) { b } }', 1],
    ['subscription { ... @skip(if: true) { a } ...F @skip(if: true) } fragment F on S { a @skip(if: true) }', 3],
    ['subscription { a { b @skip(if: true) } }', 0],
    ['{ a @skip(if: true) }', 0],
  ])('counts conditions of the first level of a subscription (%s)', (document, conditions) => {
    expect(sizeOf(document)).toMatchObject({ conditions })
  })

  it('is that of its largest operation, measure by measure', () => {
    expect(sizeOf('query A { a { b } } query B { c d e }')).toMatchObject({ depth: 2, rootFields: 3, fields: 3 })
  })

  it('counts directives wherever they are', () => {
    const document = 'query ($a: Int @one) @two { a @three ... @four { b } ...F @five } fragment F on Query @six { c }'

    expect(sizeOf(document).directives).toBe(6)
  })

  it('finds introspection under an alias, in a fragment and below', () => {
    expect(sizeOf('{ ...F } fragment F on Query { harmless: __schema { types { name } } }').introspections).toBe(1)
    expect(sizeOf('{ __typename a { __typename } }').introspections).toBe(0)
  })

  it('is told at once of fragments that double a thousand times, without taking a step for each field', () => {
    const size = sizeOf(`{ ...F0 } ${doubling(1000, 'x: a')}`)

    expect(size.fields).toBeCloseTo(2 ** 999, -290)
    expect(sizeOf(`{ ...F0 } ${doubling(1100, 'x: a')}`)).toMatchObject({ aliases: Number.POSITIVE_INFINITY, depth: 1 })
  })

  it('ends for fragments that spread themselves or that nobody defined, which validation refuses', () => {
    expect(sizeOf('{ ...F } fragment F on Query { a ...F ...G }')).toMatchObject({ fields: 1, depth: 1 })
  })
})
