import type { OAuthClient } from '@grantstream/contract'
import { config, firstValueFrom, of, Subject, toArray } from 'rxjs'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { rotateClientSecret } from './rotate-client-secret.ts'

const old: OAuthClient = { id: 'c1', name: 'Old', authorizedGrantType: 'CODE', scope: ['users'] }

/** An API that gives these answers, and notes what it was asked for. */
const apiOf = (found: object, created: object) => {
  const called: string[] = []
  const sent: object[] = []
  const answering = (name: string, answer: object) => () => {
    called.push(name)
    return of(JSON.parse(JSON.stringify(answer)))
  }
  return {
    called,
    sent,
    getOauthClient: answering('get', found),
    postOauthClients: (body: object) => {
      sent.push(body)
      return answering('post', created)()
    },
    putOauthClient: answering('put', found),
    deleteOauthClient: answering('delete', {}),
  }
}
const handOver = async () => {}
const failure = (api: ReturnType<typeof apiOf>) =>
  firstValueFrom(rotateClientSecret(api, 'c1', handOver).pipe(toArray())).catch((error: unknown) => error)

describe('rotateClientSecret', () => {
  it.each([
    [{ id: 'n1' }, 'n1'],
    [{ id: 'n1', secret: null }, 'n1'],
    [{ id: 'n1', secret: '' }, 'n1'],
    [{ id: null, secret: 'top-secret' }, undefined],
    [{ code: 'internal.server.error', status: 500 }, undefined],
  ])('hands nothing over, and leaves the old client alone, when it is answered %j', async (created, newClientId) => {
    const api = apiOf(old, created)

    expect(await failure(api)).toMatchObject({ kind: 'rotation', reason: 'no-secret', clientId: 'c1', newClientId })
    expect(api.called).toEqual(['get', 'post'])
  })

  it.each([null, ''])('removes nothing, and throws nothing, when it is left before it is answered the id %j', (id) => {
    const created = new Subject<OAuthClient>()
    const thrown: unknown[] = []
    config.onUnhandledError = (error) => thrown.push(error)
    onTestFinished(() => {
      config.onUnhandledError = null
    })
    vi.useFakeTimers()
    onTestFinished(() => void vi.useRealTimers())
    const api = { ...apiOf(old, {}), postOauthClients: () => created }

    rotateClientSecret(api, 'c1', handOver).subscribe().unsubscribe()
    created.next(JSON.parse(JSON.stringify({ id })))
    vi.runAllTimers()

    expect(thrown).toEqual([])
    expect(api.called).toEqual(['get'])
  })

  it('gives the new client the roles of the old one in the older form where there is no newer one', async () => {
    const roles = { roleIds: ['r1'], roleDivisions: null }
    const api = apiOf({ ...old, ...roles }, { id: 'n1' })

    await failure(api)

    expect(api.sent).toMatchObject([roles])
  })

  it.each(['inactive', 'disabled'])(
    'lets nobody in again by a new client in place of one that is %s',
    async (state) => {
      const api = apiOf({ ...old, state }, { id: 'n1', secret: 'top-secret' })

      expect(await failure(api)).toMatchObject({ kind: 'rotation', reason: 'not-active', clientId: 'c1' })
      expect(api.called).toEqual(['get'])
    },
  )

  it('creates nothing from an answer that is no client', async () => {
    const api = apiOf({ code: 'not.found', status: 404 }, { id: 'n1', secret: 'top-secret' })

    expect(await failure(api)).toMatchObject({ kind: 'malformed-answer', operationId: 'getOauthClient' })
    expect(api.called).toEqual(['get'])
  })
})
