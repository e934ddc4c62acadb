import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import {
  buildSchema,
  type GraphQLNamedType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isSpecifiedScalarType,
  printSchema,
} from 'graphql'
import { describe, expect, it } from 'vitest'
import { schema } from '../src/schema/index.ts'

const types = Object.values(schema.getTypeMap()).filter(
  (type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type),
)

const fieldsOf = (type: GraphQLNamedType) =>
  isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : []

/** Everything that a reader of the schema meets, as coordinates with their descriptions. */
const described = types.flatMap((type) => [
  [type.name, type.description] as const,
  ...fieldsOf(type).flatMap((field) => [
    [`${type.name}.${field.name}`, field.description] as const,
    ...field.args.map((argument) => [`${type.name}.${field.name}(${argument.name}:)`, argument.description] as const),
  ]),
  ...(isInputObjectType(type) ? Object.values(type.getFields()) : []).map(
    (field) => [`${type.name}.${field.name}`, field.description] as const,
  ),
  ...(isEnumType(type) ? type.getValues() : []).map(
    (value) => [`${type.name}.${value.name}`, value.description] as const,
  ),
])

const design = buildSchema(`
  scalar DateTime scalar Secret scalar Count
  interface Node { id: ID! }
  type Query {
    node(id: ID!): Node
    nodes(ids: [ID!]!): [Node]!
    oauthClients(first: Int = 25, after: String, filter: OAuthClientFilter, orderBy: OAuthClientOrder): OAuthClientConnection
    oauthClient(clientId: ID!): OAuthClient
    oauthScopes(acceptLanguage: String = "en-us"): [OAuthScope!]
    oauthScope(scopeId: ID!, acceptLanguage: String = "en-us"): OAuthScope
    oauthAuthorizations(acceptLanguage: String = "en-us"): [OAuthAuthorization!]
    oauthAuthorization(clientId: ID!, acceptLanguage: String = "en-us"): OAuthAuthorization
    usageExecution(clientId: ID!, executionId: ID!): UsageExecution
  }
  type Mutation {
    createOAuthClient(input: CreateOAuthClientInput!): CreateOAuthClientResult
    updateOAuthClient(input: UpdateOAuthClientInput!): UpdateOAuthClientResult
    deleteOAuthClient(input: DeleteOAuthClientInput!): DeleteOAuthClientResult
    regenerateOAuthClientSecret(input: RegenerateOAuthClientSecretInput!): RegenerateOAuthClientSecretResult
    startUsageQuery(input: StartUsageQueryInput!): StartUsageQueryResult
    startUsageSummary(input: StartUsageSummaryInput!): StartUsageSummaryResult
  }
  type Subscription {
    usageExecution(clientId: ID!, executionId: ID!, heartbeatSeconds: Int): UsageExecution
    usageQuery(input: StartUsageQueryInput!, heartbeatSeconds: Int): UsageExecution
    usageSummary(input: StartUsageSummaryInput!, heartbeatSeconds: Int): UsageExecution
  }
  type OAuthClient implements Node {
    id: ID!  clientId: ID!  name: String!  description: String  authorizedGrantType: OAuthGrantType!  state: OAuthClientState
    accessTokenValiditySeconds: Int  registeredRedirectUris: [String!]!  scopes: [OAuthScope!]!  roleDivisions: [RoleDivision!]!
    dateCreated: DateTime  dateModified: DateTime  dateToDelete: DateTime  createdBy: EntityRef  modifiedBy: EntityRef
  }
  type OAuthClientWithSecret { client: OAuthClient!  secret: Secret }
  type UsageExecution implements Node {
    id: ID!  clientId: ID!  executionId: ID!  status: UsageStatus!
    rows: [UsageRow!]  totals: UsageTotals  polls: Int!  elapsedMs: Int!
  }
  type UsageRow { date: DateTime  clientId: ID  clientName: String  organizationId: ID  userId: ID  templateUri: String  httpMethod: String
    requests: Count  status200: Count  status300: Count  status400: Count  status429: Count  status500: Count }
  input StartUsageQueryInput { clientId: ID!  interval: IntervalInput!  granularity: UsageGranularity  groupBy: [UsageGroupBy!]  metrics: [UsageMetric!] }
  input IntervalInput { start: DateTime!  end: DateTime! }
  input StartUsageSummaryInput { clientId: ID!  days: Int = 7 }
  interface Problem { code: String!  message: String!  retryable: Boolean!  correlationId: String }
  type RoleDivision { roleId: ID!  divisionId: ID! }
  type EntityRef { id: ID  name: String }
  type DeletedOAuthClient { clientId: ID! }
  type OAuthScope { id: ID!  description: String }
  ${['OAuthClientConnection', 'OAuthAuthorization', 'UsageTotals'].map((name) => `type ${name} { _: Int }`).join(' ')}
  ${['OAuthClientFilter', 'OAuthClientOrder', 'CreateOAuthClientInput', 'UpdateOAuthClientInput', 'DeleteOAuthClientInput', 'RegenerateOAuthClientSecretInput'].map((name) => `input ${name} { _: Int }`).join(' ')}
  ${['OAuthGrantType', 'OAuthClientState', 'UsageStatus', 'UsageGranularity', 'UsageGroupBy', 'UsageMetric'].map((name) => `enum ${name} { _ }`).join(' ')}
  ${['CreateOAuthClient', 'UpdateOAuthClient', 'DeleteOAuthClient', 'RegenerateOAuthClientSecret', 'StartUsageQuery', 'StartUsageSummary'].map((name) => `union ${name}Result = OAuthClient`).join(' ')}
`)

/** The fields of a type as `name(argument: Type = default): Type`, sorted. */
const signatures = (type: GraphQLNamedType | undefined): string[] => {
  if (isInputObjectType(type))
    return Object.values(type.getFields())
      .map((field) => `${field.name}: ${field.type} = ${field.defaultValue}`)
      .sort()
  return (type ? fieldsOf(type) : [])
    .map(({ name, args, type: answer }) => {
      const shown = args.map((argument) => `${argument.name}: ${argument.type} = ${argument.defaultValue}`).sort()
      return `${name}(${shown.join(', ')}): ${answer}`
    })
    .sort()
}

const fixed = [
  ...[
    'Query',
    'Mutation',
    'Subscription',
    'Node',
    'OAuthClient',
    'OAuthClientWithSecret',
    'UsageExecution',
    'UsageRow',
  ],
  ...['StartUsageQueryInput', 'IntervalInput', 'StartUsageSummaryInput', 'Problem', 'RoleDivision', 'EntityRef'],
  ...['DeletedOAuthClient', 'OAuthScope'],
]

const problems = ['Conflict', 'InvalidInput', 'NotFound', 'PermissionDenied', 'Throttled', 'UpstreamUnavailable']

describe('the schema', () => {
  it('is printed and committed as it is', () => {
    const committed = readFileSync(new URL('../schema.graphql', import.meta.url), 'utf8')

    expect(printSchema(buildSchema(committed)), 'run `pnpm generate`, commit the result').toBe(printSchema(schema))
  })

  it.each(fixed)('has %s with the fields, arguments, nullability and defaults of the design', (name) => {
    expect(signatures(schema.getType(name))).toEqual(signatures(design.getType(name)))
  })

  it.each([
    ['CreateOAuthClientResult', 'OAuthClientWithSecret'],
    ['UpdateOAuthClientResult', 'OAuthClient'],
    ['DeleteOAuthClientResult', 'DeletedOAuthClient'],
    ['RegenerateOAuthClientSecretResult', 'OAuthClientWithSecret'],
    ['StartUsageQueryResult', 'UsageExecution'],
    ['StartUsageSummaryResult', 'UsageExecution'],
  ])('has %s as %s or a problem', (union, success) => {
    const members = [...schema.getPossibleTypes(schema.getType(union) as never)].map(({ name }) => name)

    expect(members.sort()).toEqual([...problems, success].sort())
  })

  it('describes every type, field, argument and value', () => {
    expect(described.filter(([, description]) => !description).map(([coordinate]) => coordinate)).toEqual([])
    expect(described.length).toBeGreaterThan(200)
  })

  it('has one type with a secret and takes none', () => {
    const withSecret = types.flatMap((type) =>
      [...fieldsOf(type), ...(isInputObjectType(type) ? Object.values(type.getFields()) : [])]
        .filter((field) => getNamedType(field.type).name === 'Secret' || /secret/i.test(field.name))
        .map((field) => `${type.name}.${field.name}`),
    )

    expect(withSecret).toEqual(['Mutation.regenerateOAuthClientSecret', 'OAuthClientWithSecret.secret'])
  })

  it('lists no error class for a mutation but those of problems', () => {
    for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
      const classes = field.extensions.pothosErrors as { name: string }[]

      expect(classes.map(({ name }) => name).sort(), field.name).toEqual(problems)
    }
  })
})

describe('a subscription', () => {
  it('lists no error classes: their wrapping would hold an idle source after its reader has left', () => {
    const fields = Object.values(schema.getSubscriptionType()?.getFields() ?? {})

    expect(fields.map(({ extensions }) => extensions.pothosErrors)).toEqual([undefined, undefined, undefined])
  })
})

describe('graphql', () => {
  it('is installed once for the gateway and all that it builds on', () => {
    const ours = createRequire(import.meta.url)
    const builtOn = ['@pothos/core', '@pothos/plugin-errors', '@pothos/plugin-relay', 'graphql-scalars', 'graphql-yoga']
    const copies = builtOn.map((name) => createRequire(ours.resolve(name)).resolve('graphql'))

    expect(new Set(copies)).toEqual(new Set([ours.resolve('graphql')]))
    expect(ours('graphql').version).toMatch(/^16\./)
  })
})
