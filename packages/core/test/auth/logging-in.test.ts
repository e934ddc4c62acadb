import { firstValueFrom, lastValueFrom } from 'rxjs'
import { describe, expect, it } from 'vitest'
import {
  type AuthorizationCodeOptions,
  authorizationCode,
  type LoginStorage,
  memoryStorage,
  webStorage,
} from '../../src/index.ts'
import { failure, redirectUri, useLogin } from './use-login.ts'

describe('logging in by authorization code', () => {
  it('goes from the login page to the first operation, without a secret', async () => {
    const { host, open } = await useLogin()
    const { auth, call } = open()

    const url = await firstValueFrom(auth.authorizationUrl())
    const back = await host.signIn(url)
    await firstValueFrom(auth.handleRedirect(back))
    await call()

    expect(Object.fromEntries(new URL(url).searchParams)).toEqual({
      response_type: 'code',
      client_id: 'c1',
      redirect_uri: redirectUri,
      state: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
    })
    expect(host.requests).toEqual([
      {
        authorization: undefined,
        form: {
          grant_type: 'authorization_code',
          client_id: 'c1',
          redirect_uri: redirectUri,
          code: new URL(back).searchParams.get('code'),
          code_verifier: expect.stringMatching(/^[\w-]{43}$/),
        },
      },
    ])
    expect(host.apiCalls).toHaveLength(1)
  })

  it('names the client by HTTP Basic as well when it has a secret', async () => {
    const { host, open } = await useLogin({ clientSecret: 'kept on a server' })
    const { logIn, call } = open({ clientSecret: 'kept on a server' })

    await logIn()
    await call()

    expect(host.requests[0]).toMatchObject({
      authorization: `Basic ${Buffer.from('c1:kept on a server').toString('base64')}`,
      form: { code_verifier: expect.any(String), client_id: 'c1' },
    })
  })

  it('tells the login page what is known of the reader', async () => {
    const { open } = await useLogin()

    const url = await firstValueFrom(
      open().auth.authorizationUrl({
        org: 'acme',
        provider: 'okta',
        target: 'org-2',
        loginHint: 'ada@example.com',
        prompt: 'login',
      }),
    )

    expect(Object.fromEntries(new URL(url).searchParams)).toMatchObject({
      org: 'acme',
      provider: 'okta',
      target: 'org-2',
      login_hint: 'ada@example.com',
      prompt: 'login',
    })
  })

  it('begins another login with each subscription, and lets them end in any order', async () => {
    const { host, open } = await useLogin()
    const { auth } = open()
    const urls = auth.authorizationUrl()
    const first = await firstValueFrom(urls)
    const second = await firstValueFrom(urls)

    await lastValueFrom(auth.handleRedirect(await host.signIn(second)))
    await lastValueFrom(auth.handleRedirect(new URL(await host.signIn(first))))

    expect(new URL(first).searchParams.get('state')).not.toBe(new URL(second).searchParams.get('state'))
    expect(host.requests).toHaveLength(2)
  })

  it('exchanges a code once, for all who subscribe and although one leaves', async () => {
    const { host, open } = await useLogin()
    const { auth, call } = open()
    const back = await host.signIn(await firstValueFrom(auth.authorizationUrl()))

    auth.handleRedirect(back).subscribe().unsubscribe()
    await Promise.all([lastValueFrom(auth.handleRedirect(back)), lastValueFrom(auth.handleRedirect(back))])
    await call()

    expect(host.requests).toHaveLength(1)
  })

  it.each([
    ['of another browser', 'https://console.example/back?code=stolen-code&state=forged'],
    ['without a state', 'https://console.example/back?code=stolen-code'],
    ['with an error and a state that was not given', '?error=access_denied&state=forged'],
  ])('refuses a redirect %s, and sends nothing', async (_, url) => {
    const { host, open } = await useLogin()

    const error = await failure(open().auth.handleRedirect(url))

    expect(error).toMatchObject({ kind: 'authorization', reason: 'unknown-state' })
    expect(host.requests).toEqual([])
  })

  it('refuses a redirect that was answered before', async () => {
    const { host, open } = await useLogin()
    const { auth, logIn } = open()
    const back = await logIn()

    const error = await failure(auth.handleRedirect(back))

    expect(error).toMatchObject({ kind: 'authorization', reason: 'unknown-state' })
    expect(host.requests).toHaveLength(1)
  })

  it('tells the error that the login page sent, once', async () => {
    const { open } = await useLogin()
    const { auth } = open()
    const state = new URL(await firstValueFrom(auth.authorizationUrl())).searchParams.get('state')
    const back = `?error=access_denied&error_description=${encodeURIComponent('Not you')}&state=${state}`

    const error = await failure(auth.handleRedirect(back))
    const again = await failure(auth.handleRedirect(back))

    expect(error).toMatchObject({ kind: 'authorization', reason: 'refused', error: 'access_denied' })
    expect(error).toMatchObject({ upstreamMessage: 'Not you', message: 'The login page refused the login' })
    expect(again).toMatchObject({ reason: 'unknown-state' })
  })

  it('tells an error that came without a state, and a redirect that has neither code nor error', async () => {
    const { open } = await useLogin()
    const { auth } = open()

    expect(await failure(auth.handleRedirect('?error=server_error'))).toMatchObject({ reason: 'refused' })
    expect(await failure(auth.handleRedirect('/back?state=s'))).toMatchObject({ reason: 'no-code' })
  })

  it('ends in the refusal of a code, without its secrets', async () => {
    const { host, open } = await useLogin()
    const { auth } = open()
    const url = new URL(await firstValueFrom(auth.authorizationUrl()))
    const state = url.searchParams.get('state')

    const error = await failure(auth.handleRedirect(`?code=canary-never-given-out&state=${state}`))

    expect(error).toMatchObject({ kind: 'login', status: 400, error: 'invalid_grant', reason: 'refused' })
    expect(JSON.stringify(error)).toContain('[redacted]')
    expect(JSON.stringify(error)).not.toContain('canary')
    expect(JSON.stringify(error)).not.toContain(host.requests[0]?.form.code_verifier)
  })

  it('asks for a login while there is none, and after what is stored cannot be read', async () => {
    const { host, open } = await useLogin()
    const broken: LoginStorage = { get: () => '{"version":1,', set: () => {}, remove: () => {} }

    expect(await failure(open().call())).toMatchObject({ kind: 'login-required', reason: 'no-login' })
    expect(await failure(open({ storage: broken }).call())).toMatchObject({ reason: 'no-login' })
    expect(host.requests).toEqual([])
  })

  it('keeps a login in the storage of a page, where the page that it comes back to finds it', async () => {
    const { host, open } = await useLogin()
    const kept = new Map<string, string>()
    const storage = webStorage({
      getItem: (key) => kept.get(key) ?? null,
      setItem: (key, value) => kept.set(key, value),
      removeItem: (key) => kept.delete(key),
    })

    const back = await host.signIn(await firstValueFrom(open({ storage }).auth.authorizationUrl()))
    await lastValueFrom(open({ storage }).auth.handleRedirect(back))
    await open({ storage }).call()

    expect(host.requests).toHaveLength(1)
    expect([...kept.keys()]).toEqual([`grantstream ${host.url} c1`])
    expect(() => webStorage(undefined as never)).toThrow(/^storage.getItem: undefined given, but a function/)
  })

  it('needs an api first, which tells where the login host is', async () => {
    const auth = authorizationCode({ clientId: 'c1', redirectUri, storage: memoryStorage() })

    for (const source of [auth.authorizationUrl(), auth.handleRedirect('?code=c&state=s'), auth.logOut()]) {
      expect(await failure(source)).toEqual(
        new TypeError('auth: no api was made with it yet, which tells where the login host is'),
      )
    }
  })

  it('refuses options that cannot be used, by name and without their values', () => {
    const given: AuthorizationCodeOptions = { clientId: 'c1', redirectUri, storage: memoryStorage() }
    const make = (changes: object) => () => authorizationCode({ ...given, ...changes })
    const { auth } = { auth: authorizationCode(given) }
    const ask = (options: object) => () => auth.authorizationUrl(options)

    expect(make({ clientId: 'a b' })).toThrow(/^clientId: string given/)
    expect(make({ redirectUri: '/back' })).toThrow(/^redirectUri: string given, but an absolute URL with/)
    expect(make({ redirectUri: 'https://console.example/#back' })).toThrow(/^redirectUri: string given/)
    expect(make({ storage: undefined })).toThrow(/^storage.get: undefined given, but a function/)
    expect(make({ storage: { get: () => '', set: () => '' } })).toThrow(/^storage.remove: undefined given/)
    expect(make({ clientSecret: '' })).toThrow(/^clientSecret: an empty string given/)
    expect(make({ scheduler: 7 })).toThrow(/^scheduler: number given, but a scheduler of RxJS/)
    expect(make({ throttleRetries: -1 })).toThrow(/^throttleRetries: number given/)
    expect(ask({ org: 'acme' })).toThrow(/^org, provider: the login page takes both together, or neither/)
    expect(ask({ provider: 'okta' })).toThrow(/^org, provider/)
    expect(ask({ org: 'acme', provider: 'myspace' })).toThrow(/^provider: string given, but one of okta, adfs/)
    expect(ask({ loginHint: 7 })).toThrow(/^loginHint: number given/)
    expect(ask({ prompt: 'none' })).toThrow(/^prompt: string given, but 'login' or nothing/)
    expect(() => auth.handleRedirect('http://[')).toThrow(/^url: string given, but the URL of the redirect/)
  })
})
