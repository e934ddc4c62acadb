import { asyncScheduler, firstValueFrom, type SchedulerLike } from 'rxjs'
import { describe, expect, it } from 'vitest'
import { authorizationCode, createOAuthApi } from '../../src/index.ts'
import { failure } from '../auth/use-login.ts'
import { passLoginPage } from './login-page.ts'
import { useSandbox } from './sandbox-api.ts'

const { apiAs, sandbox } = useSandbox()
const redirectUri = 'https://console.example/back?from=login'
const dayMs = 86_400_000

/** A page of a new client, whose reader has not logged in; its tokens age as `age` says. */
const openPage = async (keepsSecret: boolean) => {
  const { id: clientId = '', secret = '' } = await firstValueFrom(
    apiAs().postOauthClients({
      name: 'Console',
      authorizedGrantType: 'CODE',
      scope: ['oauth'],
      registeredRedirectUri: [redirectUri],
    }),
  )
  let skewMs = 0
  const scheduler: SchedulerLike = {
    now: () => asyncScheduler.now() + skewMs,
    schedule: asyncScheduler.schedule.bind(asyncScheduler),
  }
  const values = new Map<string, string>()
  const storage = {
    get: (key: string) => values.get(key),
    set: (key: string, value: string) => values.set(key, value),
    remove: (key: string) => values.delete(key),
  }
  const proof = keepsSecret ? { clientSecret: secret } : {}
  const auth = authorizationCode({ clientId, redirectUri, storage, scheduler, ...proof })
  const api = createOAuthApi({ apiUrl: sandbox().url, loginUrl: sandbox().url, auth })
  return {
    auth,
    api,
    clientId,
    basic: `Basic ${btoa(`${clientId}:${secret}`)}`,
    /** The login as it is stored; undefined when there is none. */
    stored: (): { accessToken: string; refreshToken: string } | undefined =>
      [...values].filter(([key]) => !key.startsWith('grantstream login')).map(([, value]) => JSON.parse(value))[0],
    entries: () => values.size,
    loginPage: () => firstValueFrom(auth.authorizationUrl()),
    age: (ms: number) => {
      skewMs += ms
    },
  }
}

/** What the login host says of a refresh token, asked without core. */
const refreshBy = async (basic: string, refreshToken = '') => {
  const answer = await fetch(`${sandbox().url}/oauth/token`, {
    method: 'POST',
    headers: { authorization: basic },
    body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: refreshToken }),
  })
  return { status: answer.status, body: await answer.json() }
}

describe('a reader who logs in at the sandbox', () => {
  it.each([
    ['a page, by its proof key alone', false],
    ['a server that keeps a secret', true],
  ])('by way of %s calls the API under their own name', async (_, keepsSecret) => {
    const { auth, api, loginPage, entries } = await openPage(keepsSecret)

    const before = await failure(api.getOauthClients())
    await firstValueFrom(auth.handleRedirect(await passLoginPage(await loginPage())))
    const created = await firstValueFrom(
      api.postOauthClients({ name: 'By Mara', authorizedGrantType: 'CODE', scope: ['users'] }),
    )

    expect(before).toMatchObject({ kind: 'login-required', reason: 'no-login' })
    expect(created.createdBy?.id).toEqual(expect.any(String))
    expect(entries()).toBe(1)
  })

  it('is kept logged in by a refresh, whose refresh token takes the place of the one before', async () => {
    const { auth, api, clientId, basic, loginPage, stored, age } = await openPage(true)
    await firstValueFrom(auth.handleRedirect(await passLoginPage(await loginPage())))
    const first = stored()

    age(2 * dayMs)
    const { entities = [] } = await firstValueFrom(api.getOauthClients())
    const second = stored()
    const reused = await refreshBy(basic, first?.refreshToken)

    expect(entities.some(({ id }) => id === clientId)).toBe(true)
    expect(second?.accessToken).not.toBe(first?.accessToken)
    expect(second?.refreshToken).not.toBe(first?.refreshToken)
    expect(reused).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
  })

  it('has to log in again when the refresh token was used by somebody else', async () => {
    const { auth, api, basic, loginPage, stored, age, entries } = await openPage(true)
    await firstValueFrom(auth.handleRedirect(await passLoginPage(await loginPage())))
    const { status } = await refreshBy(basic, stored()?.refreshToken)

    age(2 * dayMs)
    const error = await failure(api.getOauthClients())

    expect(status).toBe(200)
    expect(error).toMatchObject({
      kind: 'login-required',
      reason: 'refresh-refused',
      cause: { error: 'invalid_grant' },
    })
    expect(entries()).toBe(0)
  })

  it('has to log in again in a page, where the login host refreshes for nobody without a secret', async () => {
    const { auth, api, loginPage, age, entries } = await openPage(false)
    await firstValueFrom(auth.handleRedirect(await passLoginPage(await loginPage())))

    age(2 * dayMs)
    const error = await failure(api.getOauthClients())

    expect(error).toMatchObject({
      kind: 'login-required',
      reason: 'refresh-refused',
      cause: { error: 'invalid_client' },
    })
    expect(entries()).toBe(0)
  })

  it('who denies consent is told so, and the attempt is over', async () => {
    const { auth, api, loginPage, entries } = await openPage(false)
    const back = await passLoginPage(await loginPage(), 'deny')

    const denied = await failure(auth.handleRedirect(back))
    const again = await failure(auth.handleRedirect(back))
    const call = await failure(api.getOauthClients())

    expect(denied).toMatchObject({ kind: 'authorization', reason: 'refused', error: 'access_denied' })
    expect(again).toMatchObject({ kind: 'authorization', reason: 'unknown-state' })
    expect(call).toMatchObject({ kind: 'login-required', reason: 'no-login' })
    expect(entries()).toBe(0)
  })

  it('comes in once by one redirect, whatever is done with it afterwards', async () => {
    const { auth, loginPage, stored } = await openPage(false)
    const back = await passLoginPage(await loginPage())

    await firstValueFrom(auth.handleRedirect(back))
    const login = stored()
    const again = await failure(auth.handleRedirect(back))
    const forged = await failure(auth.handleRedirect(back.replace(/state=[^&]*/, 'state=forged')))

    expect([again, forged]).toMatchObject(Array(2).fill({ kind: 'authorization', reason: 'unknown-state' }))
    expect(stored()).toEqual(login)
  })
})
