import { randomUUID } from 'node:crypto'
import type { OAuthClientRequest, OperationId } from '@grantstream/contract'
import type { ContractOperation } from '@grantstream/contract/document'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createServer } from '../src/create-server.ts'
import { type OpenDatabase, openDatabase } from '../src/store/open-database.ts'
import { clients } from '../src/store/schema.ts'
import { startTestSandbox, type TestSandbox } from '../src/testing/index.ts'
import { type Answered, type CallApi, callApi } from './call-api.ts'
import { callOperation, oauthOperations, type Targets } from './call-operation.ts'
import { codeClient, createClient, credentialsClient, roleId } from './client-drafts.ts'
import { authorize, userAt } from './sign-in.ts'

/** How a code comes about by what a caller does, and on which of the operations. */
interface Scenario {
  readonly on: (operation: ContractOperation) => boolean
  readonly call: (operation: ContractOperation) => Promise<Answered>
}

const bodyLimitBytes = 20_000
let sandbox: TestSandbox
let database: OpenDatabase
let strict: Awaited<ReturnType<typeof createServer>>
let strictUrl: string
let admin: CallApi
let targets: Targets

beforeAll(async () => {
  sandbox = await startTestSandbox({ settings: { bodyLimitBytes, scopeEnforcement: 'first', clientCap: 200 } })
  database = await openDatabase(sandbox.databaseUrl, { maxConnections: 3 })
  strict = await createServer({ database: database.db, settings: { tokenPerMinute: 1, clientCap: 1 } })
  strictUrl = await strict.listen({ host: '127.0.0.1', port: 0 })
  admin = callApi(sandbox.url, await sandbox.login())
  targets = { clientId: sandbox.admin.clientId, executionId: randomUUID(), scopeId: 'users' }
})
afterAll(async () => {
  await strict.close()
  await database.close()
  await sandbox.close()
})

const all = () => true
const only =
  (...ids: readonly OperationId[]) =>
  ({ operationId }: ContractOperation) =>
    ids.includes(operationId)
const takesClient = only('postOauthClients', 'putOauthClient')
const takesBody = only('postOauthClients', 'putOauthClient', 'postOauthClientUsageQuery')
const none: Targets = { clientId: randomUUID(), executionId: randomUUID(), scopeId: 'none' }
const pathOf = ({ path: template }: ContractOperation, to: Targets = targets): string =>
  template.replace(/\{(\w+)\}/g, (_place, name: keyof Targets) => to[name])

/** On a client of its own, for operations that work on one. */
const withClient = async (draft: OAuthClientRequest, change: Partial<typeof clients.$inferInsert> = {}) => {
  const { id } = await createClient(admin, draft)
  if (Object.keys(change).length > 0) await database.db.update(clients).set(change).where(eq(clients.id, id))
  return { ...targets, clientId: id }
}
const sending =
  (body: object | string, headers: Readonly<Record<string, string>> = {}) =>
  (operation: ContractOperation) =>
    admin(operation.method, pathOf(operation), body, headers)
const sendingClient = (draft: object) => async (operation: ContractOperation) =>
  admin(operation.method, pathOf(operation, await withClient(codeClient)), draft)
const { scope: _scope, ...withoutScope } = codeClient
const { roleDivisions: _roles, ...withoutRoles } = credentialsClient
const { authorizedGrantType: _grantType, ...withoutGrantType } = codeClient

/** A user of the first organisation, which enforces scopes, at a client that has none of those asked for. */
const signInWithoutScopes = async (): Promise<CallApi> => {
  const { id } = await createClient(admin, { ...codeClient, authorizedGrantType: 'TOKEN', scope: ['users'] })
  const query = { client_id: id, redirect_uri: 'https://desktop.example/callback', response_type: 'token' }
  const outcome = await authorize(sandbox, query, { email: userAt(0).email })
  return callApi(sandbox.url, outcome.get('access_token') ?? '')
}
let userWithoutScopes: Promise<CallApi> | undefined
const asUserWithoutScopes = (): Promise<CallApi> => {
  userWithoutScopes ??= signInWithoutScopes()
  return userWithoutScopes
}

/** A caller who may do everything and holds none of the roles that clients have. */
const asRoleless = async (): Promise<CallApi> =>
  callApi(sandbox.url, await sandbox.login(await sandbox.clientWith(['oauth:client:add', 'oauth:client:edit'])))

const scenarios: Readonly<Record<string, Scenario>> = {
  'authentication.required': { on: all, call: (operation) => callOperation(callApi(sandbox.url), operation, targets) },
  'bad.credentials': { on: all, call: (operation) => callOperation(callApi(sandbox.url, 'x'), operation, targets) },
  'missing.any.permissions': {
    on: ({ permissions }) => permissions.length > 0,
    call: async (operation) =>
      callOperation(callApi(sandbox.url, await sandbox.login(await sandbox.clientWith([]))), operation, targets),
  },
  'app.not.authorized.for.scope': {
    on: all,
    call: async (operation) => callOperation(await asUserWithoutScopes(), operation, targets),
  },
  'too.many.requests.retry.after': {
    on: all,
    call: async (operation) => {
      const call = callApi(strictUrl, await sandbox.login())
      await call('GET', '/api/v2/tokens/me')
      return callOperation(call, operation, targets)
    },
  },
  'not.found': {
    on: only(
      ...(['postOauthClientSecret', 'postOauthClientUsageQuery', 'getOauthClientUsageSummary'] as const),
      ...(['getOauthClientUsageQueryResult', 'getOauthAuthorization', 'getOauthScope'] as const),
    ),
    call: (operation) => callOperation(admin, operation, none),
  },
  'client.not.found': {
    on: only('getOauthClient', 'putOauthClient', 'deleteOauthClient'),
    call: (operation) => callOperation(admin, operation, none),
  },
  'bad.request': { on: takesBody, call: sending('{"name":') },
  'request.entity.too.large': { on: takesBody, call: sending(`"${'x'.repeat(bodyLimitBytes)}"`) },
  'unsupported.media.type': { on: takesBody, call: sending('name', { 'content-type': 'text/plain' }) },
  'invalid.value': { on: takesBody, call: sending({ ...codeClient, name: 7, interval: 'soon' }) },
  'invalid.date': { on: takesClient, call: sendingClient({ ...codeClient, dateToDelete: 'tomorrow' }) },
  'invalid.query.param.value': {
    on: only('getOauthClientUsageSummary'),
    call: (operation) => admin('GET', `${pathOf(operation)}?days=0`),
  },
  'constraint.validation': {
    on: only('postOauthClientSecret'),
    call: async (operation) =>
      callOperation(admin, operation, await withClient({ ...codeClient, authorizedGrantType: 'TOKEN' })),
  },
  'grant.type.required': { on: takesClient, call: sendingClient(withoutGrantType) },
  'bad.grant.type': { on: takesClient, call: sendingClient({ ...codeClient, authorizedGrantType: 'CODE_PKCE' }) },
  'missing.client.scope': { on: takesClient, call: sendingClient(withoutScope) },
  'auth.invalid.scope': {
    on: only('postOauthClients'),
    call: sendingClient({ ...codeClient, scope: ['view:users'] }),
  },
  'missing.client.roles': { on: takesClient, call: sendingClient(withoutRoles) },
  'bad.client.role': {
    on: only('postOauthClients', 'putOauthClient', 'postOauthClientSecret'),
    call: async (operation) => {
      const to = await withClient(credentialsClient)
      const roleDivisions = [{ roleId: roleId('Master Admin'), divisionId: '*' }]
      const body =
        operation.operationId === 'postOauthClientSecret' ? undefined : { ...credentialsClient, roleDivisions }
      return (await asRoleless())(operation.method, pathOf(operation, to), body)
    },
  },
  'bad.client.state': {
    on: takesClient,
    call: async (operation) => {
      const to = await withClient(codeClient, { state: 'disabled' })
      return admin(operation.method, pathOf(operation, to), { ...codeClient, state: 'inactive' })
    },
  },
  'cannot.delete.client': {
    on: only('deleteOauthClient'),
    call: async (operation) => callOperation(admin, operation, await withClient(codeClient)),
  },
  'auth.too.many.clients': {
    on: only('postOauthClients'),
    call: async (operation) =>
      callOperation(callApi(strictUrl, await sandbox.login(sandbox.second)), operation, targets),
  },
}

/**
 * What no caller of a sandbox can bring about by itself: the sandbox has no divisions, policies or list of addresses, and
 * its answers are small; or the cause is a race, a broken line or a database that is away, which have tests of their own.
 * `faults.test.ts` asks for each of them, and for every other code, on every operation that declares it.
 */
const onDemand = new Set([
  ...['ip.not.authorized', 'not.authorized', 'authz.policy.denied', 'missing.permissions'],
  ...['missing.division.permission', 'missing.any.division.permissions', 'response.entity.too.large'],
  ...['invalid.property', 'too.many.requests', 'client.timeout', 'client.failed.request', 'request.conflict'],
  ...['internal.server.error', 'service.unavailable', 'request.timeout', 'authentication.request.timeout'],
])

const declared = oauthOperations.flatMap((operation) =>
  [...operation.errorCodes].flatMap(([status, codes]) => codes.map((code) => ({ operation, status, code }))),
)
const natural = declared.filter(({ operation, code }) => scenarios[code]?.on(operation))

it('every code that an operation declares has a scenario, or is one that can only be asked for', () => {
  const codes = [...new Set(declared.map(({ code }) => code))].toSorted()

  expect(codes).toEqual([...Object.keys(scenarios), ...onDemand].toSorted())
  expect(natural.length).toBeGreaterThan(100)
})

it('every scenario is of an operation that declares its code', () => {
  const pairs = Object.entries(scenarios).flatMap(([code, { on }]) =>
    oauthOperations.filter(on).map(({ operationId }) => `${operationId} ${code}`),
  )

  expect(natural.map(({ operation, code }) => `${operation.operationId} ${code}`).toSorted()).toEqual(pairs.toSorted())
})

describe('a caller brings about', () => {
  it.each(Object.keys(scenarios))('%s, wherever its cause can be', async (code) => {
    const cases = natural.filter((each) => each.code === code)

    const answers = []
    for (const { operation } of cases) answers.push(await scenarios[code]?.call(operation))

    expect(answers.map((answer) => `${answer?.status} ${answer?.code}`)).toEqual(
      cases.map(({ status }) => `${status} ${code}`),
    )
  })
})
