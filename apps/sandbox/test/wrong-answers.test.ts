import { randomUUID } from 'node:crypto'
import { Writable } from 'node:stream'
import { eq } from 'drizzle-orm'
import Fastify, { type RouteHandlerMethod } from 'fastify'
import { expect, it, onTestFinished } from 'vitest'
import { bindOperations } from '../src/contract/bind-operations.ts'
import { createServer } from '../src/create-server.ts'
import { sandboxOrganizations } from '../src/index.ts'
import { readFault } from '../src/read-fault.ts'
import { createStores } from '../src/store/create-stores.ts'
import { openDatabase } from '../src/store/open-database.ts'
import { clients } from '../src/store/schema.ts'
import { startTestSandbox } from '../src/testing/index.ts'
import { oauthOperations } from './call-operation.ts'

const client = { name: 'Agent desktop', authorizedGrantType: 'CODE' }

/** What the contract makes of an answer that every operation of the OAuth tag gives. */
const boundTo = async (status: number, answer: unknown) => {
  const app = Fastify({ exposeHeadRoutes: false, ajv: { customOptions: { formats: { interval: true } } } })
  onTestFinished(() => app.close())
  const handler: RouteHandlerMethod = async (_request, reply) => reply.code(status).send(answer)
  bindOperations(app, '/api/v2/oauth', Object.fromEntries(oauthOperations.map((each) => [each.operationId, handler])))
  return async (method: 'GET' | 'POST', url: string, payload?: object) =>
    (await app.inject({ method, url: `/api/v2/oauth${url}`, ...(payload && { payload }) })).statusCode
}

it('lets a secret through where it is given out and nowhere else', async () => {
  const one = await boundTo(200, { ...client, secret: 'x' })
  const many = await boundTo(200, { entities: [{ ...client, secret: 'x' }] })
  const authorization = await boundTo(200, { client: { ...client, secret: 'x' } })

  expect(await one('POST', '/clients', client)).toBe(200)
  expect(await one('POST', '/clients/x/secret')).toBe(200)
  expect(await one('GET', '/clients/x')).toBe(500)
  expect(await many('GET', '/clients')).toBe(500)
  expect(await authorization('GET', '/authorizations/x')).toBe(500)
})

it.each([
  ['a misspelt property', { ...client, dateCreate: '2026-01-01T00:00:00Z' }],
  ['a date that is none', { ...client, dateCreated: 'today' }],
  ['a missing property', { name: 'Agent desktop' }],
  ['a wrong type', { ...client, accessTokenValiditySeconds: '600' }],
  ['an unknown enum value', { ...client, state: 'deleted' }],
  ['a null', { ...client, description: null }],
])('does not let %s through', async (_what, answer) => {
  const get = await boundTo(200, answer)

  expect(await get('GET', '/clients/x')).toBe(500)
})

it('does not let a status through that the operation does not declare', async () => {
  const get = await boundTo(201, client)

  expect(await get('GET', '/clients/x')).toBe(500)
})

const recorded = () => {
  const lines: string[] = []
  const stream = new Writable({
    write: (chunk, _encoding, done) => {
      lines.push(String(chunk))
      done()
    },
  })
  return { lines, stream }
}

it('does not start while an operation of the contract has no endpoint', async () => {
  const app = Fastify()
  onTestFinished(() => app.close())

  expect(() => bindOperations(app, '/api/v2/', {})).toThrow('No endpoint for operation getOauthClients')
})

it('logs a wrong answer and tells the caller no more than that the service failed', async () => {
  const { databaseUrl, admin, login, close } = await startTestSandbox()
  const database = await openDatabase(databaseUrl, { maxConnections: 1 })
  const { lines, stream } = recorded()
  const app = await createServer({ database: database.db, logger: { level: 'error', stream } })
  onTestFinished(async () => {
    await app.close()
    await database.close()
    await close()
  })
  const headers = { authorization: `Bearer ${await login()}` }
  await database.db.update(clients).set({ state: 'bewildered' }).where(eq(clients.id, admin.clientId))

  const answer = await app.inject({ url: `/api/v2/oauth/clients/${admin.clientId}`, headers })

  expect(answer.statusCode).toBe(500)
  expect(answer.json()).toEqual({
    ...{ message: 'The service failed', code: 'internal.server.error', status: 500, details: [], errors: [] },
    contextId: answer.headers['inin-correlation-id'],
  })
  expect(lines.join('')).toContain('/state must be equal to one of the allowed values')
})

it('answers 503 while its database is away, says so at /health, and logs why in few words', async () => {
  const { databaseUrl, login, close } = await startTestSandbox()
  const database = await openDatabase(databaseUrl, { maxConnections: 1 })
  const { lines, stream } = recorded()
  const app = await createServer({ database: database.db, logger: { level: 'error', stream } })
  onTestFinished(async () => {
    await app.close()
    await close()
  })
  const headers = { authorization: `Bearer ${await login()}` }
  await app.inject({ url: '/api/v2/oauth/scopes', headers })
  await database.close()

  const health = await app.inject({ url: '/health' })
  const call = await app.inject({ url: '/api/v2/oauth/scopes', headers })
  const token = await app.inject({
    ...{ method: 'POST', url: '/oauth/token', payload: 'grant_type=client_credentials' },
    headers: { authorization: `Basic ${Buffer.from('00000000-0000-4000-8000-000000000000:x').toString('base64')}` },
  })
  // Counts that are not stored yet are tried once more.
  await app.close()

  expect([health.statusCode, call.statusCode, token.statusCode]).toEqual([503, 503, 503])
  expect(call.json()).toMatchObject({ code: 'service.unavailable' })
  expect(token.json()).toMatchObject({ error: 'temporarily_unavailable' })
  expect(lines.map((line) => JSON.parse(line).msg)).toContainEqual(
    expect.stringMatching(/^The database cannot answer: /),
  )
  expect(lines.join('')).not.toMatch(/select|insert|stack/)
})

it('tells a race that Postgres refuses to let happen as a conflict', async () => {
  const { databaseUrl, close } = await startTestSandbox()
  const database = await openDatabase(databaseUrl, { maxConnections: 1 })
  onTestFinished(async () => {
    await database.close()
    await close()
  })
  const token = { hash: new Uint8Array(32), clientId: randomUUID(), dateIssued: new Date(), dateExpires: new Date() }

  const inserting = createStores(database.db).tokens.insert(sandboxOrganizations.first.id, token)

  const error = await inserting.catch((error: unknown) => error)
  expect(readFault(error)).toMatchObject({ code: 'request.conflict', status: 409, cause: error })
})
