import {
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLOutputType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isListType,
  isNonNullType,
  isObjectType,
  isSpecifiedScalarType,
  isUnionType,
} from 'graphql'
import { describe, expect, it } from 'vitest'
import { schema } from '../src/schema/index.ts'
import { deprecationFault } from '../src/schema-release/deprecation-fault.ts'

type Field = GraphQLField<unknown, unknown>

const types = Object.values(schema.getTypeMap()).filter(
  (type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type),
)

const fieldsOf = (type: GraphQLNamedType | null | undefined): Field[] =>
  isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : []

const valuesOf = (type: GraphQLNamedType) => (isEnumType(type) ? type.getValues() : [])
const inputsOf = (type: GraphQLNamedType) => (isInputObjectType(type) ? Object.values(type.getFields()) : [])

/** Every named place under the types, by its coordinate. */
const members = types.flatMap((type) => {
  const fields = fieldsOf(type)
  const args = fields.flatMap((field) => field.args.map((each) => ({ at: `${type.name}.${field.name}`, ...each })))
  return [...fields, ...inputsOf(type), ...args].map((each) => ({
    coordinate: `${'at' in each ? each.at : type.name}.${each.name}`,
    name: each.name,
    deprecationReason: each.deprecationReason,
  }))
})
const values = types.flatMap((type) =>
  valuesOf(type).map(({ name, ...more }) => ({ coordinate: `${type.name}.${name}`, name, ...more })),
)

const notMatching = (named: readonly { name: string; coordinate?: string }[], pattern: RegExp) =>
  named.filter(({ name }) => !pattern.test(name)).map(({ coordinate, name }) => coordinate ?? name)

const itemsMayBeNull = (type: GraphQLOutputType): boolean => {
  const list = getNullableType(type)
  return isListType(list) && !isNonNullType(list.ofType)
}

const mutations = fieldsOf(schema.getMutationType())
const connections = types.filter(({ name }) => name.endsWith('Connection'))

describe('names', () => {
  it('are written as their kind is', () => {
    expect(notMatching(types, /^([A-Z][a-z]*|OAuth)+\d*$/)).toEqual([])
    expect(notMatching(members, /^[a-z]+([A-Z][a-z]*|\d+)*$/)).toEqual([])
    expect(notMatching(values, /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/)).toEqual([])
  })

  it('bring no words of the wire into the graph', () => {
    const words =
      /^(entit(y|ies)|self(Uri)?|pageNumber|pageSize|pageCount|firstUri|nextUri|previousUri|lastUri|(get|post|put)[A-Z])/

    expect(members.filter(({ name }) => words.test(name))).toEqual([])
  })

  it('of mutations begin with what they do, and those of inputs end with Input, Filter or Order', () => {
    expect(notMatching(mutations, /^(create|update|delete|regenerate|start)[A-Z]/)).toEqual([])
    expect(notMatching(types.filter(isInputObjectType), /(Input|Filter|Order)$/)).toEqual([])
  })
})

describe('descriptions', () => {
  it('are sentences', () => {
    const texts = types.flatMap((type) => [
      type.description,
      ...[...fieldsOf(type), ...inputsOf(type), ...valuesOf(type)].map(({ description }) => description),
    ])

    expect(texts.filter((text) => !/^[A-Z].*\.$/s.test(text ?? ''))).toEqual([])
  })
})

describe('a mutation', () => {
  it.each(mutations)('$name takes one input and answers a union of one success and problems, or null', (field) => {
    const stem = field.name.charAt(0).toUpperCase() + field.name.slice(1)
    const result = getNullableType(field.type)
    const successes = isUnionType(result)
      ? result.getTypes().filter((type) => type.getInterfaces().every(({ name }) => name !== 'Problem'))
      : []

    expect(field.args.map(({ name, type }) => `${name}: ${type}`)).toEqual([`input: ${stem}Input!`])
    expect(String(field.type)).toBe(`${stem}Result`)
    expect(successes).toHaveLength(1)
  })
})

describe('what a field may be', () => {
  it('is null at the root, so that one failure does not erase its neighbours', () => {
    const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].flatMap(fieldsOf)

    expect(roots.filter(({ type }) => isNonNullType(type)).map(({ name }) => name)).toEqual(['nodes'])
  })

  it('is never null inside a list, but for nodes that are not there', () => {
    const lists = types.flatMap((type) =>
      fieldsOf(type)
        .filter((field) => itemsMayBeNull(field.type))
        .map(({ name }) => `${type.name}.${name}`),
    )

    expect(lists).toEqual(['Query.nodes'])
  })

  it('is UNKNOWN wherever the upstream may come up with a new value', () => {
    const read = types
      .filter(isEnumType)
      .filter((type) => types.some((each) => fieldsOf(each).some((field) => getNullableType(field.type) === type)))

    expect(read.map(({ name }) => name).sort()).toEqual([
      'OAuthAuthorizationState',
      'OAuthClientState',
      'OAuthGrantType',
      'UsageStatus',
    ])
    for (const type of read) expect(type.getValue('UNKNOWN'), type.name).toBeDefined()
  })
})

describe('a connection', () => {
  it.each(connections)('$name has edges, nodes, a page and a count, and is paged forward', (type) => {
    const shape = Object.fromEntries(fieldsOf(type).map((field) => [field.name, String(field.type)]))
    const node = type.name.replace(/Connection$/, '')
    const edge = Object.fromEntries(
      fieldsOf(schema.getType(`${node}Edge`)).map((field) => [field.name, String(field.type)]),
    )
    const uses = types.flatMap(fieldsOf).filter((field) => getNullableType(field.type) === type)

    expect(shape).toEqual({ edges: `[${node}Edge!]!`, nodes: `[${node}!]!`, pageInfo: 'PageInfo!', totalCount: 'Int' })
    expect(edge).toEqual({ cursor: 'String!', node: `${node}!` })
    expect(uses).not.toEqual([])
    for (const { args } of uses)
      expect(args.map(({ name }) => name)).toEqual(expect.arrayContaining(['first', 'after']))
  })
})

describe('a deprecation', () => {
  it('names what to use and when it ends, wherever there is one', () => {
    const faults = [...members, ...values].flatMap(({ coordinate, deprecationReason }) =>
      deprecationReason && deprecationFault(deprecationReason) ? coordinate : [],
    )

    expect(faults).toEqual([])
  })

  it.each(['No longer supported', 'Use name.', 'Use name instead. Removed on 2027-02-01 at the earliest.'])(
    'that says %j is refused',
    (reason) => {
      expect(deprecationFault(reason)).toMatch(/^must be/)
    },
  )

  it('that says all of it is fine', () => {
    expect(deprecationFault('Use name instead. Removed on 2027-04-01 at the earliest.')).toBeUndefined()
  })
})
