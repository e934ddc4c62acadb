import { asyncScheduler, defer, delayWhen, firstValueFrom, mergeMap, of, type SchedulerLike, Subject, take } from 'rxjs'
import { describe, expect, it, vi } from 'vitest'
import { fetchTransport, type LoginStorage, memoryStorage, observing, type Transport } from '../../src/index.ts'
import { failure, useLogin } from './use-login.ts'

const lifeMs = 3_600_000
const grants = (host: { requests: readonly { form: Readonly<Record<string, string>> }[] }) =>
  host.requests.map(({ form }) => form.grant_type)

/** A storage that tells what was done with it, in order, each time by promise. */
const slowStorage = () => {
  const done: string[] = []
  const inner = memoryStorage()
  const later = async <T>(name: string, act: () => T): Promise<T> => {
    await new Promise((resolve) => setTimeout(resolve, 2))
    done.push(name)
    return act()
  }
  const storage: LoginStorage = {
    get: (key) => later('get', () => String(inner.get(key) ?? '') || undefined),
    set: (key, value) => later('set', () => inner.set(key, value)),
    remove: (key) => later('remove', () => inner.remove(key)),
  }
  return { storage, done }
}

describe('staying logged in', () => {
  it('takes the stored login up again, without a request to the login host', async () => {
    const { host, open } = await useLogin()
    const { storage, logIn } = open()
    await logIn()

    await open({ storage }).call()

    expect(grants(host)).toEqual(['authorization_code'])
  })

  it('renews early by refresh token, naming the client, and goes on with the new refresh token', async () => {
    const { host, open, age } = await useLogin()
    const { logIn, call } = open()
    await logIn()

    for (const _ of Array(3)) {
      age(lifeMs - 50_000)
      await call()
    }

    const [, ...refreshes] = host.requests
    expect(refreshes.map(({ form }) => Object.keys(form).sort())).toEqual(
      Array(3).fill(['client_id', 'grant_type', 'refresh_token']),
    )
    expect(new Set(refreshes.map(({ form }) => form.refresh_token)).size).toBe(3)
    expect(new Set(host.apiCalls).size).toBe(3)
  })

  it('goes by the clock of the api when it has none of its own', async () => {
    const { host, open } = await useLogin()
    let skewMs = 0
    const scheduler: SchedulerLike = {
      now: () => asyncScheduler.now() + skewMs,
      schedule: asyncScheduler.schedule.bind(asyncScheduler),
    }
    const { logIn, call } = open({ scheduler: undefined }, { scheduler })
    await logIn()
    await call()

    skewMs = lifeMs
    await call()

    expect(grants(host)).toEqual(['authorization_code', 'refresh_token'])
  })

  it('keeps a refresh token that is not replaced, and names a client with a secret by Basic alone', async () => {
    const { host, open, age } = await useLogin({ rotates: false, clientSecret: 'kept on a server' })
    const { logIn, call } = open({ clientSecret: 'kept on a server' })
    await logIn()

    for (const _ of Array(2)) {
      age(lifeMs)
      await call()
    }

    const [, first, second] = host.requests
    expect(first?.form).toEqual({ grant_type: 'refresh_token', refresh_token: second?.form.refresh_token })
    expect(first?.authorization).toMatch(/^Basic /)
  })

  it('refreshes once for all whose token the API refused', async () => {
    const { host, open } = await useLogin()
    const { logIn, api } = open()
    await logIn()
    host.revokeAccess()

    await Promise.all(Array.from({ length: 20 }, (_, n) => firstValueFrom(api.getOauthScope(`scope-${n}`))))

    expect(grants(host)).toEqual(['authorization_code', 'refresh_token'])
  })

  it('stores what a refresh brought before it is used', async () => {
    const { host, open, age } = await useLogin()
    const { storage, done } = slowStorage()
    const { logIn, call } = open({ storage })
    await logIn()
    age(lifeMs)
    done.length = 0

    await call()

    expect(done).toEqual(['get', 'set'])
    expect(host.apiCalls).toHaveLength(1)
  })

  it('lets a refresh end that everybody left, and uses what it brought', async () => {
    const { host, open, age } = await useLogin()
    const { storage, done } = slowStorage()
    const { logIn, api, call } = open({ storage })
    await logIn()
    age(lifeMs)
    done.length = 0

    api.getOauthScopes().subscribe().unsubscribe()
    await expect.poll(() => done).toEqual(['get', 'set'])
    await call()

    expect(grants(host)).toEqual(['authorization_code', 'refresh_token'])
  })

  it('goes on with a refresh that everybody left, in place of making another', async () => {
    const { host, open, age } = await useLogin()
    const { storage, done } = slowStorage()
    const { logIn, api, call } = open({ storage })
    await logIn()
    age(lifeMs)
    done.length = 0

    api.getOauthScopes().subscribe().unsubscribe()
    await call()

    expect(grants(host)).toEqual(['authorization_code', 'refresh_token'])
    expect(done).toEqual(['get', 'set'])
  })

  it('loses nothing when storing fails: the error passes, and the next one who asks stores it', async () => {
    const { host, open, age } = await useLogin()
    const memory = memoryStorage()
    const full = new Error('storage is full')
    let isFull = false
    const set = (key: string, value: string) => {
      if (isFull) throw full
      memory.set(key, value)
    }
    const { logIn, call } = open({ storage: { ...memory, set } })
    await logIn()
    age(lifeMs)

    isFull = true
    const error = await failure(call())
    isFull = false
    await call()
    await open({ storage: memory }).call()

    expect(error).toBe(full)
    expect(grants(host)).toEqual(['authorization_code', 'refresh_token'])
  })

  it('takes over what another page refreshed', async () => {
    const { host, open, age } = await useLogin()
    const storage = memoryStorage()
    const one = open({ storage })
    const other = open({ storage })
    await one.logIn()
    await other.call()
    age(lifeMs)

    await one.call()
    await other.call()

    expect(grants(host)).toEqual(['authorization_code', 'refresh_token'])
  })

  it('takes over what another page refreshed also when that was noticed too late', async () => {
    const { host, open, age } = await useLogin()
    const storage = memoryStorage()
    const one = open({ storage })
    await one.logIn()
    const before = await storage.get(`grantstream ${host.url} c1`)
    let asked = 0
    const late = open({ storage: { ...storage, get: (key) => (asked++ === 0 ? before : storage.get(key)) } })
    age(lifeMs)

    await one.call()
    await late.call()

    expect(grants(host)).toEqual(['authorization_code', 'refresh_token', 'refresh_token'])
    expect(host.requests[2]?.form.refresh_token).toBe(host.requests[1]?.form.refresh_token)
    expect(new Set(host.apiCalls).size).toBe(1)
  })

  it('asks for a login when the refresh token is taken no more, and forgets it', async () => {
    const { host, open, age } = await useLogin()
    const { logIn, call } = open()
    await logIn()
    age(lifeMs)
    host.revokeRefresh()

    const error = await failure(call())
    const next = await failure(call())

    expect(error).toMatchObject({
      kind: 'login-required',
      reason: 'refresh-refused',
      cause: { kind: 'login', error: 'invalid_grant' },
    })
    expect(next).toMatchObject({ kind: 'login-required', reason: 'no-login' })
    expect(grants(host)).toEqual(['authorization_code', 'refresh_token'])
  })

  it('asks for a login when the access token is refused and there is no refresh token', async () => {
    const { host, open } = await useLogin({ refreshes: false })
    const { logIn, call } = open()
    await logIn()
    host.revokeAccess()

    expect(await failure(call())).toMatchObject({ kind: 'login-required', reason: 'expired' })
  })

  it('keeps the login when a refresh fails for another reason', async () => {
    const { open, settings, age } = await useLogin()
    const { logIn, call } = open()
    await logIn()
    age(lifeMs)

    settings.intercept = (_, response) => !!response.writeHead(503).end()
    const down = await failure(call())
    settings.intercept = (_, response) => !!response.destroy()
    const cut = await failure(call())
    settings.intercept = undefined

    expect(down).toMatchObject({ kind: 'login', status: 503 })
    expect(cut).toMatchObject({ kind: 'network' })
    expect(await failure(call())).toBeUndefined()
  })

  it('waits while the login host throttles a refresh', async () => {
    const { host, open, settings, age } = await useLogin()
    const { logIn, call } = open()
    await logIn()
    age(lifeMs)
    let throttled = 0
    settings.intercept = (_, response) => {
      if (++throttled > 2) return false
      response.writeHead(400, { 'retry-after': '0' })
      response.end(JSON.stringify({ error: 'invalid_request', description: 'rate limit exceeded for c1' }))
      return true
    }

    await call()

    expect(grants(host)).toEqual(['authorization_code', 'refresh_token', 'refresh_token', 'refresh_token'])
  })

  it('keeps nobody waiting for an early refresh that is throttled, while the old token is good', async () => {
    const { host, open, settings, age } = await useLogin()
    const { logIn, call } = open()
    await logIn()
    await call()
    age(lifeMs - 30_000)
    settings.intercept = (_, response) => {
      response.writeHead(429, { 'retry-after': '1' }).end('{"error":"invalid_request"}')
      return true
    }

    await call()

    expect(grants(host)).toEqual(['authorization_code', 'refresh_token'])
  })

  it('logs out: forgets the login, and does not store a refresh that was in flight', async () => {
    const { host, open, settings, age } = await useLogin()
    const { auth, storage, logIn, call } = open()
    await logIn()
    await call()
    age(lifeMs)
    const arrived = new Promise<() => void>((resolve) => {
      settings.intercept = (_, response) => {
        const granted = { access_token: 'too-late-access', refresh_token: 'too-late-refresh', expires_in: 3600 }
        resolve(() => response.end(JSON.stringify(granted)))
        return true
      }
    })
    const calling = failure(call())
    const answer = await arrived

    const url = await firstValueFrom(auth.logOut())
    answer()

    expect(url).toBe(
      `${host.url}/logout?client_id=c1&redirect_uri=${encodeURIComponent('https://console.example/back?from=login')}`,
    )
    expect(await calling).toMatchObject({ kind: 'login-required', reason: 'no-login' })
    expect(await storage.get(`grantstream ${host.url} c1`)).toBeUndefined()
    expect(await failure(call())).toMatchObject({ kind: 'login-required', reason: 'no-login' })
  })

  it('logs out: ends a login whose code is being exchanged', async () => {
    const { host, open, settings } = await useLogin()
    const { auth, storage, logIn, call } = open()
    const arrived = new Promise<() => void>((resolve) => {
      settings.intercept = (_, response) => {
        resolve(() => response.end(JSON.stringify({ access_token: 'too-late', expires_in: 3600 })))
        return true
      }
    })
    const loggingIn = failure(logIn())
    const answer = await arrived

    await firstValueFrom(auth.logOut())
    answer()

    expect(await loggingIn).toMatchObject({ kind: 'login-required', reason: 'no-login' })
    expect(await storage.get(`grantstream ${host.url} c1`)).toBeUndefined()
    expect(await failure(call())).toMatchObject({ kind: 'login-required', reason: 'no-login' })
  })

  it('keeps another reader off what is still under way for the one before', async () => {
    const { host, open } = await useLogin()
    const held = new Subject<void>()
    const transport: Transport = (request) =>
      request.url.endsWith('/oauth/token')
        ? fetchTransport(request)
        : held.pipe(
            take(1),
            mergeMap(() => fetchTransport(request)),
          )
    const { auth, logIn, call } = open({}, { transport })
    await logIn()
    const first = call()

    await firstValueFrom(auth.logOut())
    const between = failure(call())
    await logIn()
    const second = call()
    held.next()
    await Promise.all([first, second])

    expect(await between).toMatchObject({ kind: 'login-required', reason: 'no-login' })
    expect(new Set(host.apiCalls).size).toBe(2)
  })

  it('never repeats a refused call of one reader in the name of the next', async () => {
    const { host, open } = await useLogin()
    const held = new Subject<void>()
    const transport: Transport = (request) =>
      fetchTransport(request).pipe(delayWhen(() => (request.url.endsWith('/oauth/token') ? of(undefined) : held)))
    const { auth, logIn, call } = open({}, { transport })
    await logIn()
    host.revokeAccess()
    const calling = failure(call())
    await vi.waitFor(() => expect(held.observed).toBe(true), 10_000)

    await firstValueFrom(auth.logOut())
    await logIn()
    held.next()

    expect(await calling).toMatchObject({ kind: 'login-required', reason: 'no-login' })
    expect(host.apiCalls.length).toBe(1)
  })

  it('makes no call that waits to be repeated in the name of the next reader', async () => {
    const { host, open } = await useLogin()
    const busy = { status: 503, headers: new Headers({ 'retry-after': '1' }), text: '{"code":"service.unavailable"}' }
    let isBusy = true
    const transport: Transport = (request) =>
      defer(() => (isBusy && !request.url.endsWith('/oauth/token') ? of(busy) : fetchTransport(request)))
    const waiting = Promise.withResolvers<void>()
    const watch = observing(({ kind }) => kind === 'retry' && waiting.resolve())
    const { auth, api, logIn } = open({}, { transport, retries: 1, watch })
    await logIn()
    const creating = failure(api.postOauthClients({ name: 'n', authorizedGrantType: 'CODE', scope: ['users'] }))
    await waiting.promise

    await firstValueFrom(auth.logOut())
    isBusy = false
    await logIn()

    expect(await creating).toMatchObject({ kind: 'login-required', reason: 'no-login' })
    expect(host.apiCalls).toEqual([])
  })

  it('logs another reader in over the first', async () => {
    const { host, open } = await useLogin()
    const { logIn, call } = open()
    await logIn()
    await call()

    await logIn()
    await call()

    expect(new Set(host.apiCalls).size).toBe(2)
    expect(grants(host)).toEqual(['authorization_code', 'authorization_code'])
  })
})
