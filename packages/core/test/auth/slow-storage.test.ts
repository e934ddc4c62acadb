import { firstValueFrom, tap } from 'rxjs'
import { expect, it } from 'vitest'
import { fetchTransport, type Transport } from '../../src/index.ts'
import { heldStorage } from './held-storage.ts'
import { failure, useLogin } from './use-login.ts'

const lifeMs = 3600_000
const noLogin = { kind: 'login-required', reason: 'no-login' }

/** A page that was logged in, whose access token is due. `exchanged` resolves when the code of its next login was. */
const useDueLogin = async () => {
  const { host, open, age } = await useLogin()
  const { storage, hold, values } = heldStorage()
  let exchanges = Promise.withResolvers<void>()
  const transport: Transport = (request) =>
    fetchTransport(request).pipe(tap(() => request.body?.includes('authorization_code') && exchanges.resolve()))
  const page = open({ storage }, { transport })
  await page.logIn()
  await page.call()
  age(lifeMs)
  exchanges = Promise.withResolvers<void>()
  return { host, hold, values, exchanged: exchanges.promise, ...page }
}

it('logs out for good while a refresh is stored slowly', async () => {
  const { auth, call, hold, values } = await useDueLogin()
  const storing = hold('set')
  const calling = call()
  await storing.asked

  const loggingOut = firstValueFrom(auth.logOut())
  storing.letGo()
  await Promise.all([calling, loggingOut])

  expect(values.size).toBe(0)
  expect(await failure(call())).toMatchObject(noLogin)
})

it('logs out for good while the storing of a refresh fails slowly', async () => {
  const { auth, call, hold, values } = await useDueLogin()
  const storing = hold('set')
  const calling = failure(call())
  await storing.asked

  const loggingOut = firstValueFrom(auth.logOut())
  storing.fail(new Error('storage is full'))
  await Promise.all([calling, loggingOut])

  expect(values.size).toBe(0)
  expect(await failure(call())).toMatchObject(noLogin)
})

it('logs out for good while the login is read slowly', async () => {
  const { host, auth, call, hold, values } = await useDueLogin()
  const reading = hold('get')
  const calling = failure(call())
  await reading.asked

  const loggingOut = firstValueFrom(auth.logOut())
  reading.letGo()
  await loggingOut

  expect(await calling).toMatchObject(noLogin)
  expect(host.requests.length).toBe(1)
  expect(values.size).toBe(0)
})

it('gives no token while a login is forgotten slowly', async () => {
  const { auth, call, hold } = await useDueLogin()
  await call()
  const forgetting = hold('remove')
  const loggingOut = firstValueFrom(auth.logOut())
  await forgetting.asked

  const calling = failure(call())
  forgetting.letGo()
  await loggingOut

  expect(await calling).toMatchObject(noLogin)
})

it('keeps a new login over what a refresh of the one before stores slowly', async () => {
  const { host, auth, call, hold, exchanged } = await useDueLogin()
  const back = await host.signIn(await firstValueFrom(auth.authorizationUrl()))
  const storing = hold('set')
  const calling = call()
  await storing.asked

  const loggingIn = firstValueFrom(auth.handleRedirect(back))
  await exchanged
  storing.letGo()
  await Promise.all([calling, loggingIn])
  await call()

  expect(host.requests.map(({ form }) => form.grant_type)).toEqual([
    'authorization_code',
    'refresh_token',
    'authorization_code',
  ])
  expect(new Set(host.apiCalls).size).toBe(3)
})

it('keeps a new login when a refresh of the one before is refused and the storage reads slowly', async () => {
  const { host, auth, call, hold, exchanged } = await useDueLogin()
  host.revokeRefresh()
  const back = await host.signIn(await firstValueFrom(auth.authorizationUrl()))
  const first = hold('get')
  const calling = failure(call())
  await first.asked
  const second = hold('get')
  first.letGo()
  await second.asked

  const loggingIn = firstValueFrom(auth.handleRedirect(back))
  await exchanged
  second.letGo()
  await loggingIn

  expect(await calling).toMatchObject(noLogin)
  expect(await call()).toEqual({ entities: [] })
})
