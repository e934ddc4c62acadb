import type { OperationId } from '@grantstream/contract'
import { type ContractOperation, contractOperations, readContract } from '@grantstream/contract/document'
import fc from 'fast-check'
import { scopes } from '../../src/scopes/scopes.ts'
import { fromSchema, type Hints, type Schema } from './from-schema.ts'
import { type CallerName, callerNames } from './organizations.ts'
import { garbage, spoil } from './spoil.ts'

/**
 * A request as it was drawn. `{{...}}` stands for what is known only when it is sent: `canary`, `client:3`, `other:3` (a
 * client of the other organisation), `execution:3`, `executionClient:3`, `role:3`, `otherRole:3`.
 */
export interface DrawnRequest {
  readonly operationId: OperationId
  readonly caller: CallerName
  readonly method: string
  readonly target: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | undefined
}

interface Parameter {
  readonly $ref?: string
  readonly name: string
  readonly in: 'path' | 'query' | 'header'
  readonly schema: Schema
}
interface Operation {
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> }
}

const document = readContract() as unknown as {
  paths: Record<string, Record<string, Operation>>
  components: { parameters: Record<string, Parameter> }
}
export const operations: readonly ContractOperation[] = contractOperations(readContract())

const scopeIds = [...scopes.keys()]
const turn = fc.nat({ max: 30 })
const known = (what: string) => turn.map((place) => `{{${what}:${place}}}`)
const marked = fc.string({ unit: 'grapheme', maxLength: 40 }).map((text) => `{{canary}} ${text}`)
const roleId = fc.oneof(
  { weight: 6, arbitrary: known('role') },
  { weight: 1, arbitrary: known('otherRole') },
  fc.uuid(),
)
const hints: Hints = {
  name: marked,
  description: marked,
  scope: fc.oneof(
    { weight: 6, arbitrary: fc.uniqueArray(fc.constantFrom(...scopeIds), { minLength: 1, maxLength: 5 }) },
    fc.array(fc.string(), { maxLength: 3 }),
  ),
  state: fc.constantFrom('active', 'active', 'active', 'inactive', 'disabled'),
  accessTokenValiditySeconds: fc.oneof(fc.integer({ min: 300, max: 172_800 }), fc.constantFrom(299, 0, 172_801)),
  registeredRedirectUri: fc.array(fc.oneof(fc.webUrl({ validSchemes: ['https'] }), fc.webUrl()), { maxLength: 3 }),
  roleDivisions: fc.uniqueArray(fc.record({ roleId, divisionId: fc.oneof(fc.constant('*'), fc.uuid()) }), {
    maxLength: 3,
  }),
  roleIds: fc.array(roleId, { maxLength: 3 }),
}
/** Clients that are in order, so that there are some to go on with. */
const coherentClient = fc.oneof(
  fc.record({
    ...{ name: marked, description: marked, state: fc.constantFrom('active', 'active', 'inactive') },
    authorizedGrantType: fc.constantFrom('CODE', 'TOKEN', 'SAML2-BEARER', 'PASSWORD'),
    scope: fc.uniqueArray(fc.constantFrom(...scopeIds), { minLength: 1, maxLength: 5 }),
  }),
  fc.record({
    ...{ name: marked, authorizedGrantType: fc.constant('CLIENT-CREDENTIALS') },
    roleDivisions: fc.tuple(fc.record({ roleId: known('role'), divisionId: fc.constant('*') })),
  }),
)
const loginHints: Hints = {
  grant_type: fc.constantFrom(
    ...['client_credentials', 'authorization_code', 'refresh_token', 'password', ''],
    'urn:ietf:params:oauth:grant-type:saml2-bearer',
  ),
  client_id: fc.oneof(known('client'), known('other'), fc.string()),
  client_secret: fc.string(),
  redirect_uri: fc.oneof(fc.constant('https://desktop.example/callback'), fc.webUrl(), fc.string()),
  orgName: fc.oneof(fc.constant('{{canary}}'), fc.string()),
  assertion: fc.oneof(fc.base64String(), fc.string(), fc.constant(Buffer.from('<a><b/></a>').toString('base64'))),
}

const rawParts = ['', '.', '..', '%2e%2e%2f', '%zz', '%00', 'a/b', 'a?b=c', 'a%2Fb', '%', '*', '\\', 'x'.repeat(150)]
const anyPart = fc.oneof(
  fc.uuid(),
  fc.string({ unit: 'grapheme', minLength: 1 }).map((text) => encodeURIComponent(text.toWellFormed())),
  fc.constantFrom(...rawParts),
)
const pathHints: Readonly<Record<string, fc.Arbitrary<string>>> = {
  clientId: fc.oneof({ weight: 8, arbitrary: known('client') }, { weight: 2, arbitrary: known('other') }, anyPart),
  executionId: fc.oneof(known('execution'), anyPart),
  scopeId: fc.oneof(fc.constantFrom(...scopeIds), anyPart),
  roleId: fc.oneof(known('role'), known('otherRole'), anyPart),
  namespaceName: fc.oneof(fc.constant('platform.api'), anyPart),
}

/** The path with its parameters; most looks at an execution are at one that there is, of the client it is of. */
const drawPath = ({ operationId, path }: ContractOperation): fc.Arbitrary<string> => {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
  const drawn = fc.record(Object.fromEntries(names.map((name) => [name, pathHints[name] ?? anyPart])))
  const fill = (parts: Readonly<Record<string, string>>) =>
    path.replace(/\{(\w+)\}/g, (_all, name) => parts[name] ?? '')
  if (operationId !== 'getOauthClientUsageQueryResult') return drawn.map(fill)
  const whole = turn.map((place) => ({
    clientId: `{{executionClient:${place}}}`,
    executionId: `{{execution:${place}}}`,
  }))
  return fc.oneof({ weight: 3, arbitrary: whole }, drawn).map((parts) => fill(parts))
}

const clientInOrder = [
  ['client_id', '{{pageClient:0}}'],
  ['redirect_uri', 'https://desktop.example/callback'],
  ['response_type', 'code'],
] as const
const evilQueries = [
  '',
  '?',
  'days=',
  'days=0',
  'days=1&days=2',
  'days[]=1',
  'days=1e3',
  '%',
  '=&=',
  'a=%00',
  'days=%zz',
  'days=%EF%BC%97',
]
const drawQuery = (parameters: readonly Parameter[]): fc.Arbitrary<string> => {
  const named = parameters.filter((each) => each.in === 'query')
  const values = named.map(({ name, schema }) => {
    const valid =
      name === 'days' ? fc.integer({ min: 1, max: 400 }).map(String) : (loginHints[name] ?? fromSchema(schema, {}))
    return fc.option(
      fc.oneof({ weight: 5, arbitrary: valid }, fc.string()).map((value) => [name, String(value)] as const),
    )
  })
  const drawn = fc.tuple(...values).map((all) => write(all.filter((each) => each !== null)))
  const inOrder = fc
    .record({ state: fc.string(), prompt: fc.constantFrom('', 'login'), login_hint: fc.string() }, { requiredKeys: [] })
    .map((more) => write([...clientInOrder, ...Object.entries(more)]))
  const isLogin = named.some(({ name }) => name === 'client_id')
  return fc.oneof(
    { weight: isLogin ? 6 : 0, arbitrary: inOrder },
    { weight: 6, arbitrary: drawn },
    fc.constantFrom(...evilQueries),
    fc.webQueryParameters(),
    fc.string({ maxLength: 20 }).map((text) => encodeURI(text.toWellFormed()).replaceAll('#', '')),
  )
}
/** As a form writes it, with the placeholders left as they are. */
const write = (pairs: readonly (readonly [string, string])[]): string =>
  pairs
    .map((pair) =>
      pair.map((text) => encodeURIComponent(text.toWellFormed()).replace(/%7B%7B(.+?)%7D%7D/g, restore)).join('='),
    )
    .join('&')
const restore = (_all: string, inside: string): string => `{{${decodeURIComponent(inside)}}}`

const headerText = fc.string({
  unit: fc
    .integer({ min: 0x20, max: 0xff })
    .filter((code) => code !== 0x7f)
    .map((code) => String.fromCharCode(code)),
})
const drawHeaders: fc.Arbitrary<Record<string, string>> = fc
  .record(
    {
      'accept-language': fc.oneof(fc.constantFrom('de', 'ja;q=0.1, fr', '*', 'xx-yy', ';;q=2,,'), headerText),
      accept: fc.constantFrom('application/json', 'text/html', '*/*', 'nonsense'),
      cookie: fc.oneof(
        headerText,
        fc.base64String().map((text) => `grantstream_sandbox_login=${text}`),
      ),
      origin: fc.constantFrom('null', 'http://localhost:3000', 'nonsense'),
      'x-http-method-override': fc.constantFrom('DELETE', 'PUT'),
      'inin-correlation-id': headerText,
      'if-none-match': fc.constant('*'),
      range: fc.constant('bytes=0-1'),
    },
    { requiredKeys: [] },
  )
  .map((drawn) => ({ ...drawn }))

const contentTypes = [
  'application/json',
  'application/json; charset=utf-8',
  'text/plain',
  'application/xml',
  'nonsense',
  '',
]
const drawBody = ({ requestBody }: Operation): fc.Arbitrary<{ body: string | undefined; type: string }> => {
  const [[type, { schema }] = ['application/json', { schema: {} }]] = Object.entries(requestBody?.content ?? {})
  const isForm = type.endsWith('urlencoded')
  const isClient = schema.$ref?.endsWith('/OAuthClientRequest')
  const drawnBySchema = fromSchema(schema, isForm ? loginHints : hints)
  const valid = isClient ? fc.oneof(coherentClient, drawnBySchema) : drawnBySchema
  const validText = isForm
    ? valid.map((form) => write(Object.entries(form as object).map(([name, value]) => [name, String(value)])))
    : valid.map((value) => JSON.stringify(value))
  const none = fc.constant(undefined)
  const drawn: fc.Arbitrary<string | undefined> = requestBody
    ? fc.oneof({ weight: 6, arbitrary: validText }, { weight: 4, arbitrary: spoil(valid) }, garbage, none)
    : fc.oneof({ weight: 8, arbitrary: none }, garbage)
  const types = fc.oneof({ weight: 9, arbitrary: fc.constant(type) }, fc.constantFrom(...contentTypes))
  return fc.record({ body: drawn, type: types })
}

const basics = [
  'Basic',
  'Basic ',
  'Basic !!!',
  `Basic ${Buffer.from('no colon').toString('base64')}`,
  'Bearer',
  'Bearer a b',
  'Digest x',
]
/** Of the login host a request bears a client, not a token. */
const drawAuthorization = (isLogin: boolean): fc.Arbitrary<string | undefined> =>
  isLogin
    ? fc.oneof(
        fc.constant(undefined),
        fc.constantFrom(...basics),
        fc.constantFrom('Basic {{basic:0}}', 'Basic {{goodBasic:0}}'),
        headerText,
      )
    : fc.oneof({ weight: 20, arbitrary: fc.constant('Bearer {{token}}') }, fc.constantFrom(...basics, ''), headerText)

const parametersOf = ({ parameters = [] }: Operation): Parameter[] =>
  parameters.map((each) => document.components.parameters[each.$ref?.split('/').at(-1) ?? ''] ?? each)

/** A request to one operation: in order, nearly so, or garbage. */
const drawRequest = (operation: ContractOperation): fc.Arbitrary<DrawnRequest> => {
  const { operationId, method, path, tag } = operation
  const declared = document.paths[path]?.[method.toLowerCase()] ?? {}
  return fc
    .record({
      caller: fc.constantFrom(...callerNames),
      path: drawPath(operation),
      query: drawQuery(parametersOf(declared)),
      headers: drawHeaders,
      authorization: drawAuthorization(tag === 'Login'),
      content: drawBody(declared),
    })
    .map(({ caller, path: drawnPath, query, headers, authorization, content: { body, type } }) => ({
      ...{ operationId, caller, method, body },
      target: query === '' ? drawnPath : `${drawnPath}?${query}`,
      headers: {
        ...headers,
        ...(authorization && { authorization }),
        ...(body !== undefined && { 'content-type': type }),
      },
    }))
}

/** What the forms of the login host send, and the way out. */
const pageRequest: fc.Arbitrary<DrawnRequest> = fc
  .record({
    path: fc.constantFrom('/oauth/authorize/sign-in', '/oauth/authorize/decision', '/logout'),
    query: drawQuery(parametersOf(document.paths['/oauth/authorize']?.get ?? {})),
    headers: drawHeaders,
    form: fc.record({
      token: fc.string(),
      email: fc.string(),
      password: fc.string(),
      decision: fc.constant('approve'),
    }),
  })
  .map(({ path, query, headers, form }) => ({
    ...{ operationId: 'getOauthAuthorize', caller: 'stranger', target: `${path}?${query}`, headers },
    ...(path === '/logout'
      ? { method: 'GET', body: undefined }
      : { method: 'POST', body: write(Object.entries(form)) }),
  }))

/** Requests to all operations of the contract, the 13 of the OAuth tag three times as often as the others. */
export const anyRequest: fc.Arbitrary<DrawnRequest> = fc.oneof(
  { weight: 1, arbitrary: pageRequest },
  ...operations.map((each) => ({ weight: each.tag === 'OAuth' ? 3 : 1, arbitrary: drawRequest(each) })),
)
