import { firstValueFrom, lastValueFrom, type Observable, of, takeWhile, tap, throwError, toArray } from 'rxjs'
import { describe, expect, it } from 'vitest'
import type { OAuthApi, OAuthClientRequest } from '../../src/index.ts'
import { auditClients, deleteClientSafely, RotationError, rotateClientSecret } from '../../src/tasks/index.ts'
import { useSandbox } from '../against-sandbox/sandbox-api.ts'

const { apiAs, sandbox } = useSandbox()
const all = <T>(source: Observable<T>) => lastValueFrom(source.pipe(toArray()))
const create = async (api: OAuthApi, changes: Partial<OAuthClientRequest> = {}) => {
  const settings: OAuthClientRequest = {
    name: 'Made',
    description: 'kept',
    authorizedGrantType: 'CODE',
    scope: ['users', 'routing'],
    ...changes,
  }
  const { id = '', secret = '' } = await firstValueFrom(api.postOauthClients(settings))
  return { id, secret }
}
const idsOf = async (api: OAuthApi) => {
  const { entities = [] } = await firstValueFrom(api.getOauthClients())
  return entities.map(({ id }) => id)
}
const failure = (source: Observable<unknown>) => lastValueFrom(source).catch((error: unknown) => error)

describe('deleteClientSafely', () => {
  it('deactivates a client, deletes it and sees that it is gone', async () => {
    const api = apiAs()
    const { id } = await create(api)

    const steps = await all(deleteClientSafely(api, id))

    expect(steps.map(({ status }) => status)).toEqual(['deactivating', 'deleting', 'confirming', 'deleted'])
    expect(await idsOf(api)).not.toContain(id)
  })

  it('goes on where it was interrupted, the settings unchanged meanwhile', async () => {
    const api = apiAs()
    const { id } = await create(api)

    await all(deleteClientSafely(api, id).pipe(takeWhile(({ status }) => status !== 'deleting')))
    const between = await firstValueFrom(api.getOauthClient(id))
    const rest = await all(deleteClientSafely(api, id))

    expect(between).toMatchObject({ state: 'inactive', scope: ['users', 'routing'], description: 'kept' })
    expect(rest.map(({ status }) => status)).toEqual(['deleting', 'confirming', 'deleted'])
  })

  it('tells that there is no such client', async () => {
    expect(await failure(deleteClientSafely(apiAs(), 'nobody'))).toMatchObject({ kind: 'http', status: 404 })
  })
})

describe('rotateClientSecret', () => {
  it('makes a client with the same settings, hands it over and retires the old one, each step visible', async () => {
    const api = apiAs()
    const admin = await firstValueFrom(api.getOauthClient(sandbox().admin.clientId))
    const settings = { authorizedGrantType: 'CLIENT-CREDENTIALS', roleDivisions: admin.roleDivisions } as const
    const { id, secret } = await create(api, { ...settings, scope: undefined, accessTokenValiditySeconds: 600 })
    const before = await firstValueFrom(api.getOauthClient(id))
    const given: string[] = []

    const steps = await all(
      rotateClientSecret(api, id, async (client) => {
        given.push(client.secret, client.id)
        await sandbox().login({ clientId: id, clientSecret: secret })
        await sandbox().login({ clientId: client.id, clientSecret: client.secret })
      }),
    )

    const [, newClientId = ''] = given
    const after = await firstValueFrom(api.getOauthClient(newClientId))
    expect(steps).toEqual([
      { status: 'creating', clientId: id },
      { status: 'handing-over', clientId: id, newClientId },
      ...(['deactivating', 'deleting', 'confirming', 'deleted'] as const).map((step) => ({
        status: 'retiring',
        clientId: id,
        newClientId,
        step,
      })),
      { status: 'rotated', clientId: id, newClientId },
    ])
    expect(after).toEqual({
      ...before,
      id: newClientId,
      selfUri: expect.stringContaining(newClientId),
      dateCreated: expect.any(String),
      dateModified: expect.any(String),
    })
    expect(JSON.stringify(steps)).not.toContain(given[0])
    expect(await idsOf(api)).not.toContain(id)
  })

  it('keeps both for as long as it is told to', async () => {
    const api = apiAs()
    const { id } = await create(api)
    const handedOver = () => of(undefined)

    const rotating = rotateClientSecret(api, id, handedOver, { overlapMs: 100_000 })
    const steps = await all(rotating.pipe(takeWhile(({ status }) => status !== 'overlapping', true)))

    expect(steps.map(({ status }) => status)).toEqual(['creating', 'handing-over', 'overlapping'])
    expect(await firstValueFrom(api.getOauthClient(id))).toMatchObject({ state: 'active' })
  })

  it.each([
    ['rejects', async () => Promise.reject(new Error('vault is sealed'))],
    ['errors', () => throwError(() => new Error('vault is sealed'))],
    [
      'throws',
      () => {
        throw new Error('vault is sealed')
      },
    ],
  ])('leaves the old client alone when the hand-over %s, and tells the new one', async (_, handOver) => {
    const api = apiAs()
    const { id } = await create(api)

    const error = await failure(rotateClientSecret(api, id, handOver))

    expect(error).toBeInstanceOf(RotationError)
    expect(error).toMatchObject({
      kind: 'rotation',
      reason: 'hand-over',
      clientId: id,
      cause: new Error('vault is sealed'),
    })
    const { newClientId = '' } = error as RotationError
    expect(await firstValueFrom(api.getOauthClient(id))).toMatchObject({ state: 'active' })
    expect(await all(deleteClientSafely(api, newClientId))).toHaveLength(4)
  })

  it('removes the new client again when it is left before anybody knows its secret', async () => {
    const api = apiAs()
    const { id } = await create(api)
    const before = await idsOf(api)

    const made: (string | undefined)[] = []
    const watched = {
      ...api,
      postOauthClients: (body: OAuthClientRequest) =>
        api.postOauthClients(body).pipe(tap((client) => made.push(client.id))),
    }

    const leaving = rotateClientSecret(watched, id, () => of(1)).subscribe(({ status }) => {
      if (status === 'creating') setTimeout(() => leaving.unsubscribe(), 0)
    })
    await expect.poll(() => made.length, { timeout: 10_000 }).toBe(1)
    await expect.poll(() => idsOf(api), { timeout: 10_000 }).toEqual(before)

    expect(leaving.closed).toBe(true)
    expect(before).not.toContain(made[0])
  }, 25_000)

  it('changes nothing for a grant type that has no secrets', async () => {
    const api = apiAs()
    const { id } = await create(api, { authorizedGrantType: 'TOKEN' })
    const before = await idsOf(api)

    const error = await failure(rotateClientSecret(api, id, () => of(1)))

    expect(error).toMatchObject({ kind: 'rotation', reason: 'no-secret', clientId: id, newClientId: undefined })
    expect(await idsOf(api)).toEqual(before)
  })

  it('refuses options that cannot be used', () => {
    const api = apiAs()

    expect(() => rotateClientSecret(api, '', () => of(1))).toThrow(/^clientId: an empty string given/)
    expect(() => rotateClientSecret(api, 'c1', undefined as never)).toThrow(
      /^handOver: undefined given, but a function/,
    )
    expect(() => rotateClientSecret(api, 'c1', () => of(1), { overlapMs: -1 })).toThrow(/^overlapMs: number given/)
    expect(() => rotateClientSecret(api, 'c1', () => of(1), { lookEveryMs: 0 })).toThrow(/^lookEveryMs: number given/)
  })
})

describe('auditClients', () => {
  it('finds what is unsound among the clients of an organisation', async () => {
    const api = apiAs()
    const implicit = await create(api, { authorizedGrantType: 'TOKEN' })
    const long = await create(api, { accessTokenValiditySeconds: 172_800 })
    const inactive = await create(api)
    await all(deleteClientSafely(api, inactive.id).pipe(takeWhile(({ status }) => status !== 'deleting')))
    const sound = await create(api)

    const findings = await all(auditClients(api))

    const rulesOf = (id: string) => findings.filter(({ client }) => client.id === id).map(({ rule }) => rule)
    expect([implicit, long, inactive, sound].map(({ id }) => rulesOf(id))).toEqual([
      ['implicit-grant'],
      ['long-tokens'],
      ['inactive'],
      [],
    ])
    expect(rulesOf(sandbox().admin.clientId)).toEqual(['all-divisions'])
  })
})
