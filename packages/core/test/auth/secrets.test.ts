import { inspect } from 'node:util'
import { firstValueFrom, Subscription } from 'rxjs'
import { describe, expect, it } from 'vitest'
import {
  bearerToken,
  clientCredentials,
  createBudget,
  createOAuthApi,
  createUsageExecutions,
  isApiError,
  observing,
  tokenFrom,
} from '../../src/index.ts'
import { createCall } from '../../src/operations.ts'
import { listen } from '../sockets/listen.ts'
import { failure, useLogin } from './use-login.ts'

const canary = 'canary-0123456789'

/** Every text that a careless log could make of a value. */
const textsOf = (value: unknown): string => {
  const options = { depth: 20, showHidden: true, getters: true, maxStringLength: null, maxArrayLength: null }
  const shown = [String(value), inspect(value, options), value instanceof Subscription ? '' : JSON.stringify(value)]
  const parts =
    value instanceof Error ? [value.message, value.stack, ...(value.cause ? [textsOf(value.cause)] : [])] : []
  return [...shown, ...parts].join('\n')
}

describe('secrets and tokens', () => {
  it('are in no error of a refused login or operation, though the other side repeats them all', async () => {
    const { url } = await listen((request, response) => {
      const asked: Buffer[] = []
      request.on('data', (chunk) => asked.push(chunk))
      request.on('end', () => {
        const all = `${Buffer.concat(asked)} ${request.headers.authorization}`
        const decoded = `${all} ${Buffer.from(all.split(' ').at(-1) ?? '', 'base64')}`
        response.writeHead(request.url === '/oauth/token' ? 401 : 403, { 'content-type': 'application/json' })
        response.end(JSON.stringify({ error: decoded, description: decoded, message: decoded, code: decoded }))
      })
    })
    const apiAs = (auth: ReturnType<typeof bearerToken>) => createOAuthApi({ apiUrl: url, loginUrl: url, auth })

    const errors = [
      await failure(apiAs(clientCredentials({ clientId: 'c1', clientSecret: canary })).getOauthScopes()),
      await failure(apiAs(bearerToken(canary)).getOauthScopes()),
      await failure(apiAs(tokenFrom(async () => canary)).getOauthScopes()),
    ]

    for (const error of errors) {
      expect(isApiError(error)).toBe(true)
      expect(textsOf(error)).not.toContain(canary)
      expect(textsOf(error)).not.toContain(Buffer.from(`c1:${canary}`).toString('base64'))
    }
  })

  it('are not shown by any public object, nor told to an observer', async () => {
    const { host, open, age } = await useLogin({ clientSecret: canary })
    const events: unknown[] = []
    const budget = createBudget()
    const { auth, api, storage, logIn, call } = open(
      { clientSecret: canary },
      { budget, watch: observing((event) => events.push(event)) },
    )
    const others = [clientCredentials({ clientId: 'c1', clientSecret: canary }), bearerToken(canary)]

    const back = await logIn()
    await call()
    age(3_600_000)
    await call()
    host.revokeRefresh()
    host.revokeAccess()
    const reading = api.getOauthClients().subscribe({ error: () => {} })
    const error = await failure(call())
    const used = await failure(auth.handleRedirect(back))

    expect(events.length).toBeGreaterThan(4)
    const { code_verifier: verifier = '' } = host.requests[0]?.form ?? {}
    const made = [budget, createUsageExecutions(api), createCall({ apiUrl: host.url, auth: bearerToken(canary) })]
    for (const shown of [
      auth,
      api,
      storage,
      ...others,
      ...made,
      api.getOauthScopes(),
      auth.authorizationUrl(),
      reading,
      error,
      used,
      events,
    ]) {
      for (const secret of [canary, 'canary', verifier, ...host.secrets]) expect(textsOf(shown)).not.toContain(secret)
    }
    expect(host.secrets.size).toBeGreaterThan(4)
  })

  it('are not told by the refusal of an option', () => {
    const attempts = [
      () => bearerToken(`${canary} with space`),
      () => clientCredentials({ clientId: `${canary}:`, clientSecret: canary }),
      () => clientCredentials({ clientId: 'c1', clientSecret: [canary] as unknown as string }),
    ]

    for (const attempt of attempts) {
      expect(attempt).toThrow(TypeError)
      expect(attempt).not.toThrow(canary)
    }
  })

  it('reach the page that stores them, which is theirs to keep', async () => {
    const { host, open } = await useLogin()
    const { storage, logIn } = open()
    await logIn()

    expect(await storage.get(`grantstream ${host.url} c1`)).toContain('canary-')
    expect(await firstValueFrom(open({ storage }).api.getOauthScopes())).toEqual({ entities: [] })
  })
})
