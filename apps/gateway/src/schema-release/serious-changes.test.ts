import { readFileSync } from 'node:fs'
import { buildSchema } from 'graphql'
import { describe, expect, it } from 'vitest'
import { seriousChanges } from './serious-changes.ts'

const before = `
  type Query { thing(id: ID!, size: Int = 1): Thing things: [Thing!] }
  type Mutation { change(input: Input!): Result }
  type Thing { name: String! colour: Colour count: Int }
  enum Colour { RED UNKNOWN }
  input Input { id: ID! name: String }
  interface Problem { code: String! }
  type NotFound implements Problem { code: String! }
  type Throttled implements Problem { code: String! }
  union Result = Thing | NotFound
`

const committed = (name: string) => buildSchema(readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8'))
const changed = (from: string, to: string) => seriousChanges(buildSchema(before), buildSchema(before.replace(from, to)))

describe('the schema', () => {
  it('has no change since its release that can break a client', async () => {
    const changes = await seriousChanges(committed('schema.released.graphql'), committed('schema.graphql'))

    expect(changes, 'take it back, or release it: see "Changing the schema" in the README').toEqual([])
  })
})

describe('a change that can break a client', () => {
  it.each([
    ['a field goes', 'count: Int', ''],
    ['a type changes', 'count: Int', 'count: String'],
    ['an answer may be null', 'name: String!', 'name: String'],
    ['an argument comes that must be given', 'size: Int = 1', 'size: Int = 1, depth: Int!'],
    ['an argument goes', ', size: Int = 1', ''],
    ['a default changes', 'size: Int = 1', 'size: Int = 2'],
    ['an argument must be given', 'size: Int = 1', 'size: Int!'],
    ['an input field must be given', 'name: String }', 'name: String! }'],
    ['an enum value goes', 'RED UNKNOWN', 'UNKNOWN'],
    ['an enum value comes', 'RED UNKNOWN', 'RED BLUE UNKNOWN'],
    ['a union loses a member', 'Thing | NotFound', 'Thing'],
    ['a union gains a member that is no problem', 'Result = Thing | NotFound', 'Result = Thing | NotFound | Query'],
    ['an interface goes', 'Throttled implements Problem', 'Throttled'],
  ])('is told of when %s', async (_what, from, to) => {
    expect(await changed(from, to)).not.toEqual([])
  })

  it.each([
    ['a field comes', 'count: Int', 'count: Int size: Int'],
    ['an answer is never null any more', 'count: Int', 'count: Int!'],
    ['a field is deprecated', 'count: Int', 'count: Int @deprecated(reason: "Use size instead.")'],
    ['a description changes', 'type Thing', '"A thing." type Thing'],
    ['an argument comes that may be left out', 'size: Int = 1', 'size: Int = 1, depth: Int'],
    ['an input field comes that may be left out', 'name: String }', 'name: String note: String }'],
    ['a union gains a problem', 'Thing | NotFound', 'Thing | NotFound | Throttled'],
    [
      'a union gains a problem that is new',
      'Thing | NotFound',
      'Thing | NotFound | Gone type Gone implements Problem { code: String! }',
    ],
  ])('is not taken for one when %s', async (_what, from, to) => {
    expect(await changed(from, to)).toEqual([])
  })
})
