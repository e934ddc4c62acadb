import type { OAuthClientRequest, OperationId } from '@grantstream/contract'
import { firstValueFrom, lastValueFrom, type Observable, retry, toArray } from 'rxjs'
import { afterEach, describe, expect, it } from 'vitest'
import { clientCredentials, createOAuthApi, type OAuthApi } from '../../src/index.ts'
import { deleteClientSafely, findUnusedClients, rotateClientSecret } from '../../src/tasks/index.ts'
import { useSandbox } from '../against-sandbox/sandbox-api.ts'

const { apiAs, sandbox } = useSandbox({ seededUntil: new Date(), usageDelayMs: [1, 5], settings: { clientCap: 100 } })
afterEach(() => sandbox().control.faults.clear())

const refused = { kind: 'error', code: 'too.many.requests.retry.after', retryAfterSeconds: 1 } as const
const failed = { kind: 'error', code: 'internal.server.error' } as const
const lost = { kind: 'reset' } as const
const cut = { kind: 'truncate' } as const
const page = { kind: 'page', status: 503 } as const

/** Strikes the next call of each of these operations. */
const strike = (
  fault: typeof refused | typeof failed | typeof lost | typeof cut | typeof page,
  ...operations: OperationId[]
) => {
  for (const operation of operations) sandbox().control.faults.add({ ...fault, operations: [operation], times: 1 })
}
const all = <T>(source: Observable<T>) => lastValueFrom(source.pipe(toArray()))
const create = async (api: OAuthApi) => {
  const settings: OAuthClientRequest = { name: 'Made', authorizedGrantType: 'CODE', scope: ['users'] }
  const { id = '' } = await firstValueFrom(api.postOauthClients(settings))
  return id
}
const idsOf = async (api: OAuthApi) => (await firstValueFrom(api.getOauthClients())).entities?.map(({ id }) => id)

describe.each([
  ['is refused with a 429', refused],
  ['fails with a 500', failed],
  ['loses its connection', lost],
  ['is answered by a page', page],
])('where the first call of each kind %s', (_, fault) => {
  it('a client is deleted', async () => {
    const api = apiAs()
    const id = await create(api)
    strike(fault, 'getOauthClient', 'putOauthClient', 'deleteOauthClient')

    const steps = await all(deleteClientSafely(api, id))

    expect(steps.map(({ status }) => status)).toEqual(['deactivating', 'deleting', 'confirming', 'deleted'])
    expect(await idsOf(api)).not.toContain(id)
  }, 20_000)

  it('a client is replaced by one that was handed over once', async () => {
    const api = apiAs()
    const id = await create(api)
    const before = await idsOf(api)
    const handedOver: string[] = []
    strike(fault, 'getOauthClient', 'putOauthClient', 'deleteOauthClient')

    const steps = await all(rotateClientSecret(api, id, async (client) => handedOver.push(client.id)))

    expect(steps.at(-1)).toMatchObject({ status: 'rotated', clientId: id })
    expect((await idsOf(api))?.toSorted()).toEqual(
      [...(before ?? []).filter((old) => old !== id), ...handedOver].toSorted(),
    )
    expect(handedOver).toHaveLength(1)
  }, 20_000)

  it('the same clients are found unused', async () => {
    // One 429 early in a minute would leave a budget too small for all these clients.
    const apiUrl = sandbox().url
    const auth = clientCredentials(sandbox().admin)
    const api = createOAuthApi({ apiUrl, loginUrl: apiUrl, auth, budget: false })
    const find = () => all(findUnusedClients(api, { days: 30, concurrency: 8, poll: { schedule: () => 10 } }))
    const quietly = await find()
    strike(fault, 'getOauthClients', 'getOauthClientUsageQueryResult')

    const found = await find()

    const idsAndVerdicts = (list: typeof found) => list.map(({ client, verdict }) => `${client.id} ${verdict}`).sort()
    expect(idsAndVerdicts(found)).toEqual(idsAndVerdicts(quietly))
    expect(found.length).toBeGreaterThan(1)
  }, 20_000)
})

describe('a rotation whose create', () => {
  it.each([
    ['fails', failed, { kind: 'http', status: 500 }],
    ['loses its connection', lost, { kind: 'network' }],
    ['is answered by half', cut, { kind: 'malformed-answer' }],
  ])('%s hands nothing over, creates once and leaves the old client active', async (_, fault, error) => {
    const api = apiAs()
    const id = await create(api)
    sandbox().control.calls.clear()
    strike(fault, 'postOauthClients')

    const rotating = all(rotateClientSecret(api, id, () => Promise.reject(new Error('nothing was to be handed over'))))

    await expect(rotating).rejects.toMatchObject({ ...error, operationId: 'postOauthClients' })
    expect(
      sandbox()
        .control.calls.list()
        .filter(({ operationId }) => operationId === 'postOauthClients'),
    ).toHaveLength(1)
    expect(await firstValueFrom(api.getOauthClient(id))).toMatchObject({ state: 'active' })
  })

  it('is refused with a 429 is made when its time has come', async () => {
    const api = apiAs()
    const id = await create(api)
    strike(refused, 'postOauthClients')

    const steps = await all(rotateClientSecret(api, id, async () => {}))

    expect(steps.at(-1)).toMatchObject({ status: 'rotated', clientId: id })
  }, 20_000)
})

it('a deletion goes on after answers that were cut, each time that it is subscribed to', async () => {
  const api = apiAs()
  const id = await create(api)
  strike(cut, 'getOauthClient', 'putOauthClient')

  await all(deleteClientSafely(api, id).pipe(retry(2)))

  expect(await idsOf(api)).not.toContain(id)
})
