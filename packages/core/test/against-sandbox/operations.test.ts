import { firstValueFrom, lastValueFrom, toArray } from 'rxjs'
import { describe, expect, it } from 'vitest'
import { followUsageExecution, type OAuthApi, pollUsageExecution } from '../../src/index.ts'
import { useSandbox } from './sandbox-api.ts'

const { apiAs, sandbox } = useSandbox()
const schedule = () => 20
const dayMs = 86_400_000
const aroundToday = () =>
  [-dayMs, 2 * dayMs].map((ms) => new Date(Date.now() + ms).toISOString().slice(0, 10)).join('/')
const create = (api: OAuthApi, name: string) =>
  firstValueFrom(api.postOauthClients({ name, authorizedGrantType: 'CODE', scope: ['users'] }))

describe('the 13 operations against the sandbox', () => {
  it('create a client, which shows its secret this once', async () => {
    const api = apiAs()

    const created = await create(api, 'Shown once')
    const got = await firstValueFrom(api.getOauthClient(created.id ?? ''))
    const listed = await firstValueFrom(api.getOauthClients())

    expect(created).toMatchObject({ name: 'Shown once', state: 'active', secret: expect.stringMatching(/^.{20,}$/) })
    expect(got).toEqual({ ...created, secret: undefined })
    expect(listed.entities?.find((client) => client.id === created.id)).toEqual(got)
    expect(listed.total).toBe(listed.entities?.length)
  })

  it('replace the settings of a client', async () => {
    const api = apiAs()
    const { id = '' } = await create(api, 'Before')

    const put = await firstValueFrom(
      api.putOauthClient(id, { name: 'After', authorizedGrantType: 'CODE', scope: ['users:readonly', 'routing'] }),
    )

    expect(put).toMatchObject({ id, name: 'After', scope: ['users:readonly', 'routing'] })
    expect(await firstValueFrom(api.getOauthClient(id))).toEqual(put)
  })

  it('replace the secret of a client', async () => {
    const api = apiAs()
    const created = await create(api, 'Rotated')

    const rotated = await firstValueFrom(api.postOauthClientSecret(created.id ?? ''))

    expect(rotated.id).toBe(created.id)
    expect(rotated.secret).toMatch(/^.{20,}$/)
    expect(rotated.secret).not.toBe(created.secret)
  })

  it('delete an inactive client', async () => {
    const api = apiAs()
    const { id = '' } = await create(api, 'Doomed')
    await firstValueFrom(
      api.putOauthClient(id, { name: 'Doomed', authorizedGrantType: 'CODE', scope: ['users'], state: 'inactive' }),
    )

    const emitted = await lastValueFrom(api.deleteOauthClient(id).pipe(toArray()))

    expect(emitted).toEqual([undefined])
    await expect(firstValueFrom(api.getOauthClient(id))).rejects.toMatchObject({
      status: 404,
      code: 'client.not.found',
    })
  })

  it('list and get scopes, by ids that need encoding too', async () => {
    const api = apiAs()

    const listed = await firstValueFrom(api.getOauthScopes())
    const got = await firstValueFrom(api.getOauthScope('analytics:readonly', { acceptLanguage: 'en-us' }))

    expect(listed.total).toBe(134)
    expect(got.id).toBe('analytics:readonly')
    expect(listed.entities).toContainEqual(got)
  })

  it('tell that a client is not authorized', async () => {
    const api = apiAs()

    const listed = await firstValueFrom(api.getOauthAuthorizations())

    expect(listed.entities).toEqual([])
    await expect(firstValueFrom(api.getOauthAuthorization(sandbox().admin.clientId))).rejects.toMatchObject({
      status: 404,
      code: 'not.found',
    })
  })

  it('start a usage query and follow it to rows that count the calls made', async () => {
    const caller = await sandbox().clientWith(['oauth:client:view'])
    const callingApi = apiAs(caller)
    for (const _ of Array(3)) await firstValueFrom(callingApi.getOauthScopes())
    const api = apiAs()

    const states = await lastValueFrom(
      api
        .postOauthClientUsageQuery(caller.clientId, { interval: aroundToday(), groupBy: ['TemplateUri', 'HttpMethod'] })
        .pipe(pollUsageExecution(api, caller.clientId, { schedule }), toArray()),
    )

    const last = states.at(-1)
    expect(states[0]).toEqual({ status: 'starting', clientId: caller.clientId, polls: 0, elapsedMs: 0 })
    expect(states[1]).toMatchObject({ status: 'running', polls: 0, nextLookMs: 20 })
    expect(states.slice(1).map((state) => state.polls)).toEqual([...states.keys()].slice(0, -1))
    expect(last?.status === 'complete' && last.rows).toEqual([
      expect.objectContaining({ templateUri: 'api/v2/oauth/scopes', httpMethod: 'GET', requests: 3, status200: 3 }),
    ])
  })

  it('start a summary, look at it once, and follow it later by its id', async () => {
    const api = apiAs()
    const { clientId } = sandbox().admin

    const { executionId = '' } = await firstValueFrom(api.getOauthClientUsageSummary(clientId, { days: 30 }))
    const look = await firstValueFrom(api.getOauthClientUsageQueryResult(executionId, clientId))
    const last = await lastValueFrom(followUsageExecution(api, clientId, executionId, { schedule }))

    expect(['Running', 'Complete']).toContain(look.queryStatus)
    expect(last).toMatchObject({ status: 'complete', clientId, executionId })
  })
})
