import fc from 'fast-check'
import {
  type GraphQLCompositeType,
  type GraphQLField,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isObjectType,
  isUnionType,
} from 'graphql'
import { schema } from '../src/schema/index.ts'

const globalId = (id: string) => JSON.stringify(Buffer.from(id).toString('base64'))
const ids = [globalId('OAuthClient:c1'), globalId('UsageExecution:c1/e1'), '"nonsense"']
const interval = 'interval: { start: "2026-01-01T00:00:00Z", end: "2026-02-01T00:00:00Z" }'

/** Literals that the arguments of root fields may have, by coordinate or by name. */
const literals: Readonly<Record<string, readonly string[]>> = {
  id: ids,
  ids: ['$ids', '[]', `[${ids.join(', ')}]`],
  clientId: ['"c1"', '".."'],
  scopeId: ['"users"'],
  executionId: ['"e1"'],
  'createOAuthClient.input': ['{ name: "One", authorizedGrantType: CODE }', '{ name: "", authorizedGrantType: CODE }'],
  'updateOAuthClient.input': ['{ clientId: "c1", name: "Two" }', '{ clientId: "" }'],
  'deleteOAuthClient.input': [
    '{ clientId: "c1" }',
    '{ clientId: "c1", deactivate: true }',
    '{ clientId: "c1", deactivate: $yes }',
  ],
  'regenerateOAuthClientSecret.input': ['{ clientId: "c1" }'],
  'startUsageQuery.input': [`{ clientId: "c1", ${interval} }`],
  'startUsageSummary.input': ['{ clientId: "c1" }', '{ clientId: "c1", days: 0 }'],
}

const anyDirective = ['', '', '', '@include(if: $yes)', '@include(if: $no)', '@skip(if: $yes)', '@skip(if: $no)']

const declarations = [
  ['$yes', 'Boolean = true'],
  ['$no', 'Boolean = false'],
  ['$ids', '[ID!] = []'],
] as const

/** The values of the variables that random documents declare. */
export const variables = { yes: true, no: false, ids: ids.map((id) => JSON.parse(id) as string) }

const documentsWith = (directives: readonly string[]): fc.Arbitrary<string> =>
  fc.gen().map((g) => {
    const fragments = new Map<string, { readonly type: string; readonly text: string }>()
    const oneOf = <T>(choices: readonly T[]): T => choices[g(fc.nat, { max: choices.length - 1 })] as T

    const argumentsOf = (field: GraphQLField<unknown, unknown>): string => {
      const given = field.args.flatMap(({ name, type }) => {
        const choices = literals[`${field.name}.${name}`] ?? literals[name]
        const isRequired = String(type).endsWith('!')
        return choices && (isRequired || g(fc.boolean)) ? [`${name}: ${oneOf(choices)}`] : []
      })
      return given.length > 0 ? `(${given.join(', ')})` : ''
    }
    const fieldOf = (field: GraphQLField<unknown, unknown>, depth: number, alias: string): string => {
      const type = getNamedType(field.type)
      const inner = isCompositeType(type) ? selectionOf(type, depth + 1) : ''
      return `${alias}${field.name}${argumentsOf(field)} ${oneOf(directives)} ${inner}`
    }
    const fragmentOn = (type: GraphQLCompositeType, depth: number): string => {
      const known = [...fragments].filter(([, fragment]) => fragment.type === type.name).map(([name]) => name)
      if (known.length > 0 && g(fc.boolean)) return `...${oneOf(known)} ${oneOf(directives)}`
      const text = selectionOf(type, depth)
      if (g(fc.boolean)) return `... on ${type.name} ${oneOf(directives)} ${text}`
      const name = `F${fragments.size}`
      fragments.set(name, { type: type.name, text })
      return `...${name}`
    }
    const selectionOf = (type: GraphQLCompositeType, depth: number): string => {
      const own = isUnionType(type) ? [] : Object.values(type.getFields())
      const chosen = own
        .filter((field) => depth < 6 || !isCompositeType(getNamedType(field.type)))
        .filter(() => g(fc.nat, { max: 2 }) === 0)
      // Only fields of a root take arguments that differ, so only they need aliases to live side by side.
      const isRoot = depth === 0
      const fields = chosen.map((field, index) =>
        fieldOf(field, depth, isRoot ? `a${index}${g(fc.nat, { max: 9999 })}: ` : ''),
      )
      const members = isAbstractType(type) ? schema.getPossibleTypes(type).filter(isObjectType) : [type]
      const spreads =
        depth < 5 && !isRoot
          ? members.filter(() => g(fc.nat, { max: 3 }) === 0).map((each) => fragmentOn(each, depth + 1))
          : []
      return `{ __typename ${[...fields, ...spreads].join(' ')} }`
    }
    const kind = oneOf(['query', 'mutation'] as const)
    const root = kind === 'query' ? schema.getQueryType() : schema.getMutationType()
    const body = root ? selectionOf(root, 0) : ''
    const parts = [body, ...[...fragments].map(([name, { type, text }]) => `fragment ${name} on ${type} ${text}`)].join(
      '\n',
    )
    const used = declarations.filter(([name]) => parts.includes(name)).map(([name, type]) => `${name}: ${type}`)
    return `${kind} ${used.length > 0 ? `(${used.join(', ')})` : ''} ${parts}`
  })

/** Documents that validate: fields, aliases, fragments and directives of any kind, under queries and mutations. */
export const randomDocument: fc.Arbitrary<string> = documentsWith(anyDirective)

/** Such documents without directives. */
export const undirectedDocument: fc.Arbitrary<string> = documentsWith([''])
