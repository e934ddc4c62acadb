import type { OAuthClient, OperationId } from '@grantstream/contract'
import { expect, it } from 'vitest'
import { oauthOperations } from '../call-operation.ts'
import { codeClient, credentialsClient, roleId } from '../client-drafts.ts'
import type { VendorClient } from './start-vendor.ts'
import { limits, type VendorContext } from './vendor-context.ts'
import type { VendorAnswer } from './vendor-program.ts'

const nobody = '00000000-0000-4000-8000-000000000000'
/** What every operation is called with, on something that is not there. */
const callsOn: Readonly<Record<string, readonly unknown[]>> = {
  getOauthClients: [],
  postOauthClients: [codeClient],
  getOauthClient: [nobody],
  putOauthClient: [nobody, codeClient],
  deleteOauthClient: [nobody],
  postOauthClientSecret: [nobody],
  postOauthClientUsageQuery: [nobody, { interval: '2026-01/2026-02' }],
  getOauthClientUsageSummary: [nobody],
  getOauthClientUsageQueryResult: [nobody, nobody],
  getOauthAuthorizations: [],
  getOauthAuthorization: [nobody],
  getOauthScopes: [],
  getOauthScope: ['nothing'],
}
const codeOf = ({ status, body }: VendorAnswer) => `${status} ${(body as { code?: string } | undefined)?.code}`

/** What the SDK makes of every refusal that the operations declare. */
export const refusalScenarios = (context: () => VendorContext): void => {
  const callEach = async (
    client: VendorClient,
    operations: readonly OperationId[],
  ): Promise<Record<string, string>> => {
    const answers = operations.map(async (each) => [
      each,
      codeOf(await context().call(client, each, ...(callsOn[each] ?? []))),
    ])
    return Object.fromEntries(await Promise.all(answers))
  }
  const all = oauthOperations.map(({ operationId }) => operationId)
  const each = (operations: readonly OperationId[], code: string) =>
    Object.fromEntries(operations.map((operationId) => [operationId, code]))

  it('hears 401 without a token and with one that is not known', async () => {
    const bare = context().vendor.newClient()
    const stranger = await context().bearing('unknown')

    expect(await callEach(bare, all)).toEqual(each(all, '401 authentication.required'))
    expect(await callEach(stranger, all)).toEqual(each(all, '401 bad.credentials'))
  })

  it('hears 403 where it lacks the permission', async () => {
    const { sandbox, bearing } = context()
    const powerless = await bearing(await sandbox.login(await sandbox.clientWith([])))
    const guarded = oauthOperations.filter(({ permissions }) => permissions.length > 0).map((one) => one.operationId)

    expect(await callEach(powerless, guarded)).toEqual(each(guarded, '403 missing.any.permissions'))
    expect(guarded).toHaveLength(11)
  })

  it('hears 404 of what is not there', async () => {
    const admin = await context().bearing()
    const named = all.filter((operation) => callsOn[operation]?.some((one) => one === nobody || one === 'nothing'))
    const clients = ['getOauthClient', 'putOauthClient', 'deleteOauthClient'] as const

    expect(await callEach(admin, named)).toEqual({
      ...each(named, '404 not.found'),
      ...each(clients, '404 client.not.found'),
    })
  })

  const badDrafts: [what: string, draft: object, code: string][] = [
    ['no name', { ...codeClient, name: undefined }, 'invalid.value'],
    ['a validity below its bounds', { ...codeClient, accessTokenValiditySeconds: 299 }, 'invalid.value'],
    ['a redirect URI that is none', { ...codeClient, registeredRedirectUri: ['somewhere'] }, 'invalid.value'],
    ['no grant type', { name: 'x' }, 'grant.type.required'],
    ['a grant type that is none', { ...codeClient, authorizedGrantType: 'CODE_PKCE' }, 'bad.grant.type'],
    ['no scope', { ...codeClient, scope: [] }, 'missing.client.scope'],
    ['an unknown scope', { ...codeClient, scope: ['nothing'] }, 'auth.invalid.scope'],
    ['no roles', { ...credentialsClient, roleDivisions: [] }, 'missing.client.roles'],
    [
      'a role of another organisation',
      { ...credentialsClient, roleDivisions: [{ roleId: roleId('OAuth Viewer', 'second'), divisionId: '*' }] },
      'bad.client.role',
    ],
    ['a state that clients do not begin in', { ...codeClient, state: 'inactive' }, 'bad.client.state'],
  ]
  it.each(badDrafts)('hears 400 of a client with %s', async (_what, draft, code) => {
    const { bearing, call } = context()

    const answer = await call(await bearing(), 'postOauthClients', draft)

    expect(codeOf(answer)).toBe(`400 ${code}`)
  })

  it('hears 400 of what a client, an interval or a number of days does not allow', async () => {
    const { bearing, call, sandbox } = context()
    const { clientId } = sandbox.admin
    const admin = await bearing()
    const { id = '' } = (await call(admin, 'postOauthClients', { ...codeClient, authorizedGrantType: 'TOKEN' }))
      .body as OAuthClient
    const editor = await bearing(await sandbox.login(await sandbox.clientWith(['oauth:client:edit'])))

    const refused = [
      await call(admin, 'deleteOauthClient', id),
      await call(admin, 'postOauthClientSecret', id),
      await call(editor, 'postOauthClientSecret', clientId),
      await call(admin, 'putOauthClient', id, { ...codeClient, scope: [] }),
      await call(admin, 'postOauthClientUsageQuery', clientId, { interval: 'yesterday' }),
      await call(admin, 'postOauthClientUsageQuery', clientId, { interval: '2026-02/2026-01' }),
      await call(admin, 'getOauthClientUsageSummary', clientId, { days: 'many' }),
    ]

    expect(refused.map(codeOf)).toEqual([
      '400 cannot.delete.client',
      '400 constraint.validation',
      '400 bad.client.role',
      '400 missing.client.scope',
      '400 invalid.value',
      '400 bad.request',
      '400 invalid.query.param.value',
    ])
  })

  it('hears 413 of a body over the limit', async () => {
    const { bearing, call } = context()
    const draft = { ...codeClient, description: 'd'.repeat(512_000) }

    expect(codeOf(await call(await bearing(), 'postOauthClients', draft))).toBe('413 request.entity.too.large')
  })

  it('hears 429 with the seconds to wait when its token has made the calls of a minute', async () => {
    const { bearing, sandbox, call } = context()
    const client = await bearing(await sandbox.login(await sandbox.clientWith([])))
    const spent = Array.from({ length: limits.tokenPerMinute }, () => client.neighbour('TokensApi', 'getTokensMe'))
    await Promise.all(spent)

    const { status, headers, body } = await call(client, 'getOauthScopes')

    const seconds = Number(headers['retry-after'])
    expect(status).toBe(429)
    expect(seconds).toBeGreaterThan(0)
    expect(seconds).toBeLessThanOrEqual(60)
    expect(body).toMatchObject({
      code: 'too.many.requests.retry.after',
      message: expect.stringContaining(`[${seconds}]`),
      contextId: headers['inin-correlation-id'],
      details: [],
      errors: [],
    })
  })

  it('hears every other refusal of every operation as it is declared', async () => {
    const { bearing, sandbox } = context()
    const statuses = [...new Set(oauthOperations.flatMap(({ errorCodes }) => [...errorCodes.keys()]))]
    // Two tokens, so that neither is throttled.
    const one = await bearing(await sandbox.login())
    const other = await bearing(await sandbox.login(await sandbox.clientWith([])))

    for (const [turn, status] of statuses.entries()) {
      const client = turn % 2 === 0 ? one : other
      // Codes take turns, so that most of them are met.
      const asked = oauthOperations.map(({ operationId, errorCodes }, place) => {
        const codes = errorCodes.get(status) ?? []
        return [operationId, codes[(place + turn) % codes.length] ?? ''] as const
      })
      for (const [operationId, code] of asked)
        sandbox.control.faults.add({ kind: 'error', code, operations: [operationId], times: 1 })

      expect(await callEach(client, all)).toEqual(
        Object.fromEntries(asked.map(([operationId, code]) => [operationId, `${status} ${code}`])),
      )
    }
    expect(statuses).toEqual([400, 401, 403, 404, 408, 409, 413, 415, 429, 500, 503, 504])
    expect(sandbox.control.faults.list()).toEqual([])
  })

  it('hears 400 when the organisation has as many clients as it may have', async () => {
    const { bearing, call } = context()
    const admin = await bearing()
    // Clients of the implicit grant have no secret, whose hash takes its time.
    const draft = { ...codeClient, authorizedGrantType: 'TOKEN' }
    await Promise.all(Array.from({ length: limits.clientCap }, () => call(admin, 'postOauthClients', draft)))

    expect(codeOf(await call(admin, 'postOauthClients', draft))).toBe('400 auth.too.many.clients')
  })

  it('fails rather than believe half an answer, a page, or a connection that breaks', async () => {
    const { bearing, sandbox } = context()
    const admin = await bearing()
    const kinds = [{ kind: 'truncate' }, { kind: 'page', status: 503 }, { kind: 'reset' }] as const

    for (const rule of kinds) {
      sandbox.control.faults.add({ ...rule, times: 1 })
      const { status, body, failure } = await admin.call('getOauthScopes')

      if (rule.kind === 'reset') expect(failure).toMatch(/aborted|socket hang up|ECONNRESET/)
      else expect([status, typeof body]).toEqual([rule.kind === 'page' ? 503 : 200, 'string'])
    }
  })
}
