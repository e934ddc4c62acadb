import type { UsageExecutionResult } from '@grantstream/contract'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { sandboxOrganizations } from '../src/index.ts'
import { openDatabase } from '../src/store/open-database.ts'
import { authorizations, tokens } from '../src/store/schema.ts'
import { startTestSandbox, type TestSandbox } from '../src/testing/index.ts'
import { type CallApi, callApi } from './call-api.ts'
import { callOperation, oauthOperations, type Targets } from './call-operation.ts'
import { codeClient, createClient } from './client-drafts.ts'

const everyPermission = [...new Set(oauthOperations.flatMap(({ permissions }) => permissions))]
let sandbox: TestSandbox
let admin: CallApi
let targets: Targets

/** A client with an authorization and an execution, all in the first organisation. */
const createTargets = async (): Promise<Targets> => {
  const { id } = await createClient(admin, codeClient)
  const database = await openDatabase(sandbox.databaseUrl, { maxConnections: 1 })
  const dates = { dateCreated: new Date(), dateModified: new Date() }
  await database.db.insert(authorizations).values({
    organizationId: sandboxOrganizations.first.id,
    clientId: id,
    state: 'Requested',
    pending: true,
    ...dates,
  })
  await database.close()
  const started = await admin('POST', `/api/v2/oauth/clients/${id}/usage/query`, { interval: '2026-01/2026-02' })
  return { clientId: id, executionId: (started.body as UsageExecutionResult).executionId ?? '', scopeId: 'users' }
}

beforeAll(async () => {
  sandbox = await startTestSandbox({ usageDelayMs: [0, 0] })
  admin = callApi(sandbox.url, await sandbox.login())
  targets = await createTargets()
})
afterAll(() => sandbox.close())

it.each(oauthOperations)('$operationId asks for a token first, whatever else is wrong', async (operation) => {
  const bad = { clientId: 'none', executionId: 'none', scopeId: 'none' }
  const headers = (authorization: string) => ({ authorization })
  const withHeader =
    (authorization: string): CallApi =>
    (method, path, body) =>
      callApi(sandbox.url)(method, path, body && '{"broken', headers(authorization))

  const none = await callOperation(callApi(sandbox.url), operation, bad)
  const basic = await callOperation(withHeader('Basic bm9uZTpub25l'), operation, bad)
  const empty = await callOperation(withHeader('Bearer '), operation, bad)
  const unknown = await callOperation(withHeader('Bearer unknown'), operation, bad)

  expect([none, basic, empty].map(({ status, code }) => [status, code])).toEqual(
    Array(3).fill([401, 'authentication.required']),
  )
  expect([unknown.status, unknown.code]).toEqual([401, 'bad.credentials'])
})

it('refuses a token that has expired, on every operation', async () => {
  let now = new Date('2026-05-01T00:00:00Z')
  const other = await startTestSandbox({ clock: { now: () => now } })
  onTestFinished(other.close)
  const call = callApi(other.url, await other.login())
  now = new Date('2026-05-01T23:59:59.999Z')
  const lastMoment = await call('GET', '/api/v2/oauth/clients')
  now = new Date('2026-05-02T00:00:00Z')

  const answers = await Promise.all(oauthOperations.map((operation) => callOperation(call, operation, targets)))

  expect(lastMoment.status).toBe(200)
  expect(answers.map(({ status, code }) => `${status} ${code}`)).toEqual(Array(13).fill('401 bad.credentials'))
})

it.each(oauthOperations)(
  '$operationId is refused without its permissions, before its body is read',
  async (operation) => {
    const others = everyPermission.filter((permission) => !operation.permissions.includes(permission))
    const call = callApi(sandbox.url, await sandbox.login(await sandbox.clientWith(others)))
    const broken: CallApi = (method, path, body) => call(method, path, body && '{"broken')

    const { status, code, body } = await callOperation(broken, operation, { ...targets, clientId: 'none' })

    if (operation.permissions.length === 0) return expect(status).toBe(200)
    const permissions = operation.permissions.join(',')
    expect([status, code]).toEqual([403, 'missing.any.permissions'])
    expect(body).toMatchObject({
      message: expect.stringContaining(`[${permissions}]`),
      messageWithParams: expect.stringContaining('[{permissions}]'),
      messageParams: { permissions },
    })
  },
)

it.each(
  oauthOperations.flatMap((operation) =>
    (operation.permissions.length ? operation.permissions : [undefined]).map((permission) => ({
      ...operation,
      permission,
    })),
  ),
)('$operationId is done with $permission alone', async ({ permission, ...operation }) => {
  const call = callApi(sandbox.url, await sandbox.login(await sandbox.clientWith(permission ? [permission] : [])))
  const own = await createTargets()
  if (operation.operationId === 'deleteOauthClient')
    await admin('PUT', `/api/v2/oauth/clients/${own.clientId}`, { ...codeClient, state: 'inactive' })

  const { status, body } = await callOperation(call, operation, own)

  expect(status, JSON.stringify(body)).toBe(operation.operationId === 'deleteOauthClient' ? 204 : 200)
  await admin('PUT', `/api/v2/oauth/clients/${own.clientId}`, { ...codeClient, state: 'inactive' })
  await admin('DELETE', `/api/v2/oauth/clients/${own.clientId}`)
})

it.each(oauthOperations)('$operationId tells the other organisation nothing and changes nothing', async (operation) => {
  const stranger = callApi(sandbox.url, await sandbox.login(sandbox.second))
  const nobody = { ...targets, clientId: '00000000-0000-4000-8000-000000000000' }
  const before = await admin('GET', `/api/v2/oauth/clients/${targets.clientId}`)

  const foreign = await callOperation(stranger, operation, targets)
  const unknown = await callOperation(stranger, operation, nobody)

  const text = JSON.stringify(foreign.body)
  expect([foreign.status, foreign.code]).toEqual([unknown.status, unknown.code])
  expect(foreign.status).toBe(operation.path.includes('{clientId}') ? 404 : 200)
  for (const own of [targets.clientId, sandbox.admin.clientId, sandboxOrganizations.first.id, targets.executionId])
    expect(text).not.toContain(own)
  expect((await admin('GET', `/api/v2/oauth/clients/${targets.clientId}`)).body).toEqual(before.body)
})

it('keeps tokens by their hash alone', async () => {
  const token = await sandbox.login()
  const database = await openDatabase(sandbox.databaseUrl, { maxConnections: 1 })

  const stored = await database.db.select().from(tokens)
  await database.close()

  expect(stored.length).toBeGreaterThan(0)
  for (const { hash } of stored) expect(Buffer.from(hash).toString('base64url')).not.toBe(token)
})
