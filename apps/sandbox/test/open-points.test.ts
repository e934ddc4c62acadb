import type {
  ApiUsageQueryResult,
  OAuthClient,
  OAuthClientEntityListing,
  UsageExecutionResult,
} from '@grantstream/contract'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readConfig } from '../src/config.ts'
import { openPoints } from '../src/config-switches.ts'
import { sandboxOrganizations } from '../src/index.ts'
import { openDatabase } from '../src/store/open-database.ts'
import { startTestSandbox, type TestSandbox } from '../src/testing/index.ts'
import { type Answered, type CallApi, callApi } from './call-api.ts'
import { codeClient, createClient, credentialsClient } from './client-drafts.ts'
import { authorize, exchange } from './sign-in.ts'

/** What a caller sees of an open point: with its stand-in, and with the variable set to something else. */
interface OpenPoint {
  readonly see: (sandbox: TestSandbox) => Promise<unknown>
  readonly initially: unknown
  readonly other: string
  readonly otherwise: unknown
}

const path = '/api/v2/oauth/clients'
const dayMs = 86_400_000
const unknownId = '00000000-0000-4000-8000-000000000000'
const refusal = ({ status, code }: Answered) => `${status} ${code}`
const admin = async (sandbox: TestSandbox): Promise<CallApi> => callApi(sandbox.url, await sandbox.login())
const usage = async (sandbox: TestSandbox, interval: string) =>
  (await admin(sandbox))('POST', `${path}/${sandbox.admin.clientId}/usage/query`, { interval })
const login = (sandbox: TestSandbox, id: string, secret: string) =>
  exchange(sandbox, { grant_type: 'client_credentials' }, { id, secret })
const summary = async (sandbox: TestSandbox, days: string) =>
  (await admin(sandbox))('GET', `${path}/${sandbox.admin.clientId}/usage/summary?days=${days}`)

/** Whether the calls of the day are counted when the clock is so far past its beginning. */
const isCounted = async (sandbox: TestSandbox, hours: number): Promise<boolean> => {
  const { clock } = sandbox.control
  const day = new Date(Math.floor(clock.now().getTime() / dayMs) * dayMs)
  await (await admin(sandbox))('GET', path)
  await clock.set(new Date(day.getTime() + hours * 3_600_000))
  const interval = `${day.toISOString()}/${new Date(day.getTime() + dayMs).toISOString()}`
  const started = (await usage(sandbox, interval)).body as UsageExecutionResult
  const { results = [] } = (await (await admin(sandbox))('GET', started.resultsUri ?? '')).body as ApiUsageQueryResult
  return results.length > 0
}

const insertClients = async ({ databaseUrl }: TestSandbox, organizationId: string, count: number): Promise<void> => {
  const { sql, close } = await openDatabase(databaseUrl, { maxConnections: 1 })
  await sql`
    insert into clients (id, organization_id, name, authorized_grant_type, access_token_validity_seconds, date_created, date_modified)
    select gen_random_uuid(), ${organizationId}, 'One of many', 'CODE', 300, now(), now() from generate_series(1, ${count})`
  await close()
}

const dateToDeleteAfter = async (sandbox: TestSandbox, days: number): Promise<number | undefined> => {
  const { clock } = sandbox.control
  const { id } = await createClient(await admin(sandbox))
  await clock.advance(days * dayMs)
  const { body } = await (await admin(sandbox))('PUT', `${path}/${id}`, { ...codeClient, state: 'inactive' })
  const { dateToDelete } = body as { dateToDelete?: string }
  return dateToDelete === undefined ? undefined : (Date.parse(dateToDelete) - clock.now().getTime()) / dayMs
}

const points: Readonly<Record<keyof typeof openPoints, OpenPoint>> = {
  SANDBOX_DELETE_CLIENT_STATUS: {
    see: async (sandbox) => {
      const call = await admin(sandbox)
      const { id } = await createClient(call)
      await call('PUT', `${path}/${id}`, { ...codeClient, state: 'inactive' })
      return (await call('DELETE', `${path}/${id}`)).status
    },
    ...{ initially: 204, other: '200', otherwise: 200 },
  },
  SANDBOX_UNKNOWN_CLIENT_STATUS: {
    see: async (sandbox) => (await login(sandbox, unknownId, 'x')).status,
    ...{ initially: 400, other: '401', otherwise: 401 },
  },
  SANDBOX_WRONG_SECRET_STATUS: {
    see: async (sandbox) => (await login(sandbox, sandbox.second.clientId, 'wrong')).status,
    ...{ initially: 401, other: '400', otherwise: 400 },
  },
  SANDBOX_TOKENS_AFTER_ROTATION: {
    see: async (sandbox) => {
      const { id, secret = '' } = await createClient(await admin(sandbox), credentialsClient)
      const token = await sandbox.login({ clientId: id, clientSecret: secret })
      await (await admin(sandbox))('POST', `${path}/${id}/secret`)
      return (await callApi(sandbox.url, token)('GET', '/api/v2/tokens/me')).status
    },
    ...{ initially: 200, other: 'revoked', otherwise: 401 },
  },
  SANDBOX_DELETION_DELAYED_AFTER_MS: {
    see: async (sandbox) => [
      (await dateToDeleteAfter(sandbox, 11)) !== undefined,
      (await dateToDeleteAfter(sandbox, 31)) !== undefined,
    ],
    ...{ initially: [false, true], other: String(10 * dayMs), otherwise: [true, true] },
  },
  SANDBOX_DELETION_DELAY_MS: {
    see: (sandbox) => dateToDeleteAfter(sandbox, 31),
    ...{ initially: 7, other: String(3 * dayMs), otherwise: 3 },
  },
  SANDBOX_CLIENT_CAP: {
    see: async (sandbox) => {
      await insertClients(sandbox, sandboxOrganizations.second.id, 19)
      const call = callApi(sandbox.url, await sandbox.login(sandbox.second))
      return (await call('POST', path, codeClient)).code
    },
    ...{ initially: undefined, other: '20', otherwise: 'auth.too.many.clients' },
  },
  SANDBOX_USAGE_DAYS_MOST: {
    see: async (sandbox) => [(await summary(sandbox, '365')).code, (await summary(sandbox, '366')).code],
    ...{ initially: [undefined, 'invalid.query.param.value'], other: '400', otherwise: [undefined, undefined] },
  },
  SANDBOX_UNKNOWN_EXECUTION_STATUS: {
    see: async (sandbox) => {
      const call = await admin(sandbox)
      const { resultsUri = '' } = (await summary(sandbox, '7')).body as UsageExecutionResult
      const { clientId } = await sandbox.clientWith([])
      const unknown = await call('GET', `${path}/${sandbox.admin.clientId}/usage/query/results/${unknownId}`)
      return [unknown, await call('GET', resultsUri.replace(sandbox.admin.clientId, clientId))].map(refusal)
    },
    ...{ initially: Array(2).fill('404 not.found'), other: '400', otherwise: Array(2).fill('400 bad.request') },
  },
  SANDBOX_CLIENTS_PAGING: {
    see: async (sandbox) => {
      const call = await admin(sandbox)
      await sandbox.clientWith([])
      const {
        entities = [],
        total = 0,
        selfUri,
      } = (await call('GET', `${path}?pageSize=1&pageNumber=2`)).body as OAuthClientEntityListing
      return [entities.length === total, selfUri, (await call('GET', `${path}?pageSize=none`)).code]
    },
    initially: [true, path, undefined],
    other: 'honoured',
    otherwise: [false, `${path}?pageSize=1&pageNumber=2`, 'invalid.query.param.value'],
  },
  SANDBOX_REFRESH_TOKEN_REUSE: {
    see: async (sandbox) => {
      const client = await createClient(await admin(sandbox))
      const redirect = { redirect_uri: 'https://desktop.example/callback' }
      const code = await authorize(sandbox, { client_id: client.id, response_type: 'code', ...redirect })
      const form = { grant_type: 'authorization_code', code: code.get('code') ?? '', ...redirect }
      const { refresh_token: token = '' } = (await exchange(sandbox, form, client)).body
      const refresh = () => exchange(sandbox, { grant_type: 'refresh_token', refresh_token: token }, client)
      return [(await refresh()).status, (await refresh()).body.error]
    },
    ...{ initially: [200, 'invalid_grant'], other: 'taken', otherwise: [200, undefined] },
  },
  SANDBOX_INTERVAL_FORM_CODE: {
    see: async (sandbox) => refusal(await usage(sandbox, '2026-02-30/2026-03-01')),
    ...{ initially: '400 invalid.value', other: 'invalid.date', otherwise: '400 invalid.date' },
  },
  SANDBOX_INTERVAL_ORDER_CODE: {
    see: async (sandbox) => refusal(await usage(sandbox, '2026-03-01/2026-02-01')),
    ...{ initially: '400 bad.request', other: 'invalid.value', otherwise: '400 invalid.value' },
  },
  SANDBOX_LOGIN_LIMIT_STATUS: {
    see: async (sandbox) => {
      const { clientId, clientSecret } = await sandbox.clientWith([])
      const credentials = Buffer.from(`${clientId}:${clientSecret}`).toString('base64')
      const ask = () =>
        fetch(`${sandbox.url}/oauth/token`, {
          method: 'POST',
          headers: { authorization: `Basic ${credentials}` },
          body: new URLSearchParams({ grant_type: 'client_credentials' }),
        })
      for (let count = 0; count < loginPerMinute; count++) await (await ask()).body?.cancel()
      const refused = await ask()
      const { error } = (await refused.json()) as { error: string }
      return [refused.status, error, refused.headers.has('retry-after')]
    },
    ...{ initially: [400, 'invalid_request', false], other: '429', otherwise: [429, 'invalid_request', true] },
  },
  SANDBOX_USAGE_TODAY: {
    see: (sandbox) => isCounted(sandbox, 12),
    ...{ initially: true, other: 'absent', otherwise: false },
  },
  SANDBOX_USAGE_REFRESH_MS: {
    see: async (sandbox) => [await isCounted(sandbox, 24.5), await isCounted(sandbox, 25.5)],
    ...{ initially: [true, true], other: '3600000', otherwise: [false, true] },
  },
  SANDBOX_PUT_OMITTED: {
    see: async (sandbox) => {
      const call = await admin(sandbox)
      const { id } = await createClient(call, { ...codeClient, description: 'Said once' })
      await call('PUT', `${path}/${id}`, { ...codeClient, description: 'Said once', state: 'inactive' })
      const { name, authorizedGrantType } = codeClient
      const { status, code } = await call('PUT', `${path}/${id}`, { name, authorizedGrantType })
      const { body } = await call('PUT', `${path}/${id}`, codeClient)
      const { description, state } = body as OAuthClient
      return [status, code, description, state]
    },
    initially: [400, 'missing.client.scope', undefined, 'active'],
    other: 'kept',
    otherwise: [200, undefined, 'Said once', 'inactive'],
  },
  SANDBOX_IMPLICIT_CLIENTS: {
    see: async (sandbox) =>
      (await (await admin(sandbox))('POST', path, { ...codeClient, authorizedGrantType: 'TOKEN' })).code,
    ...{ initially: undefined, other: 'refused', otherwise: 'bad.grant.type' },
  },
  SANDBOX_METRICS_NOT_CHOSEN: {
    see: async (sandbox) => {
      const { clock } = sandbox.control
      const call = await admin(sandbox)
      await call('GET', path)
      const day = clock.now().toISOString().slice(0, 10)
      // To where also a sandbox without the calls of today has them.
      await clock.advance(2 * dayMs)
      const interval = `${day}/${clock.now().toISOString().slice(0, 10)}`
      const body = { interval, metrics: ['Requests'] }
      const again = await admin(sandbox)
      const started = await again('POST', `${path}/${sandbox.admin.clientId}/usage/query`, body)
      const { resultsUri = '' } = started.body as UsageExecutionResult
      const { results = [] } = (await again('GET', resultsUri)).body as ApiUsageQueryResult
      return results.map(({ requests, status200, status429 }) => [(requests ?? 0) > 0, status200, status429])
    },
    ...{ initially: [[true, undefined, undefined]], other: 'zero', otherwise: [[true, 0, 0]] },
  },
}

// More than the other points need of a client's logins, less than what a test can wait for.
const loginPerMinute = 10
const start = (environment: NodeJS.ProcessEnv) =>
  startTestSandbox({
    usageDelayMs: [0, 0],
    settings: { loginPerMinute, ...readConfig(environment).settings },
    clock: { now: () => new Date('2026-03-04T10:00:00Z') },
  })

const names = Object.keys(openPoints) as (keyof typeof openPoints)[]
let initial: TestSandbox
let switched: TestSandbox
beforeAll(async () => {
  const others = Object.fromEntries(names.map((name) => [name, points[name].other]))
  ;[initial, switched] = await Promise.all([start({}), start(others)])
}, 30_000)
afterAll(() => Promise.all([initial?.close(), switched?.close()]))

it.each(names)('%s stands at its stand-in, and can be switched', async (name) => {
  const { see, initially, otherwise } = points[name]
  // A day of its own, so that no point meets the logins of another.
  for (const sandbox of [initial, switched]) await sandbox.control.clock.advance(2 * dayMs)

  expect(await see(initial)).toEqual(initially)
  expect(await see(switched)).toEqual(otherwise)
})
