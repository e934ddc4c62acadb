import { clientCredentials, fetchTransport, type Transport } from '@grantstream/core'
import { startTestSandbox, type TestSandbox } from '@grantstream/sandbox/testing'
import { createClient } from 'graphql-sse'
import { tap } from 'rxjs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { GatewayEvent } from '../src/observe/gateway-event.ts'
import { listen, type RunningGateway } from '../src/server/listen.ts'
import { streamTransports, subscribe } from './subscribe.ts'
import { startTokenIssuer, type TokenIssuer } from './token-issuer.ts'

let sandbox: TestSandbox
let issuer: TokenIssuer
let gateway: RunningGateway
const authorizations = new Set<string>()
const logins: string[] = []
const events: GatewayEvent[] = []

const recording: Transport = (request) => {
  authorizations.add(request.headers.authorization ?? '')
  return fetchTransport(request).pipe(tap(() => request.url.endsWith('/oauth/token') && logins.push(request.url)))
}

const start = ({ jwksUrl = issuer.jwksUrl, clientSecret = sandbox.admin.clientSecret } = {}) => {
  const { issuer: name, audience } = issuer
  const service = clientCredentials({ ...sandbox.admin, clientSecret })
  return listen(
    { host: '127.0.0.1', port: 0 },
    {
      apiUrl: sandbox.url,
      loginUrl: sandbox.url,
      transport: recording,
      polling: { schedule: () => 50 },
      ownCallers: { issuer: name, audience, jwksUrl, service },
      observe: (event) => events.push(event),
      report: () => undefined,
    },
  )
}

beforeAll(async () => {
  sandbox = await startTestSandbox({ usageDelayMs: [10_000, 11_000] })
  issuer = await startTokenIssuer()
  gateway = await start()
})
afterAll(async () => {
  await gateway.close()
  await issuer.close()
  await sandbox.close()
})

const ask = (token: string, query: string, url = gateway.url) =>
  fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  })

const clients = '{ oauthClients { totalCount } }'

describe('callers without a token of the upstream', () => {
  it('are answered as the service that the gateway is, which logs in once for all of them', async () => {
    const [alice, bob] = await Promise.all([issuer.sign({ sub: 'alice' }), issuer.sign({ sub: 'bob' })])

    const answers = await Promise.all([alice, bob, alice].map((token) => ask(token, clients)))

    for (const answer of answers)
      expect(await answer.json()).toMatchObject({ data: { oauthClients: { totalCount: expect.any(Number) } } })
    expect(logins).toHaveLength(1)
  })

  it('keep their own tokens to themselves: none of them travels to the upstream', async () => {
    const alice = await issuer.sign({ sub: 'alice' })

    await ask(alice, clients)

    expect([...authorizations].join('\n')).not.toMatch(/\w+\.\w+\.\w+/)
    expect(authorizations.size).toBeGreaterThan(0)
  })

  it('live beside callers who bring a token of the upstream', async () => {
    const response = await ask(await sandbox.login(sandbox.second), clients)

    expect(await response.json()).toMatchObject({ data: { oauthClients: { totalCount: expect.any(Number) } } })
  })

  it('get a stream no longer than their tokens are taken, on every transport, however long the service might ask', async () => {
    // Clocks may differ by 30 s.
    const exp = Math.ceil(Date.now() / 1000) - 29
    const token = await issuer.sign({ sub: 'alice', exp })
    const query = `subscription { result: usageSummary(input: { clientId: "${sandbox.admin.clientId}" }) { status } }`

    const streams = streamTransports.map((transport) => subscribe(gateway.url, token, query, transport))
    const ended = await Promise.all(streams.map((stream) => stream.ended))

    for (const results of ended) {
      expect(results.at(-1)).toMatchObject({
        errors: [{ extensions: { code: 'UNAUTHENTICATED' } }],
        extensions: { streamEnd: { reason: 'token-expired' } },
      })
    }
    // Timers and clocks round differently.
    expect(Date.now()).toBeGreaterThan((exp + 30) * 1000 - 50)
  })

  it('share a poll with themselves, and with nobody else who uses the same service', async () => {
    const follow = `subscription { usageSummary(input: { clientId: "${sandbox.admin.clientId}" }) { executionId status } }`
    const streamFor = async (sub: string, query: string) => {
      const headers = { authorization: `Bearer ${await issuer.sign({ sub })}` }
      return createClient({ url: `${gateway.url}/graphql`, retryAttempts: 0, headers }).iterate<
        Record<string, { executionId: string }>
      >({ query })
    }
    const shared = () => events.filter(({ kind }) => kind === 'poll-shared').length
    const first = await streamFor('alice', follow)
    const { executionId } = (await first.next()).value?.data?.usageSummary ?? {}
    const same = `subscription { usageExecution(clientId: "${sandbox.admin.clientId}", executionId: "${executionId}") { status } }`

    await (await streamFor('bob', same)).next()
    const withBob = shared()
    await (await streamFor('alice', same)).next()
    const withAlice = shared()

    expect([withBob, withAlice]).toEqual([0, 1])
    await first.return?.()
  })
})

describe('a service that cannot log in', () => {
  it('is no fault of the caller, who is not sent to log in again', async () => {
    const misconfigured = await start({ clientSecret: 'wrong' })

    const response = await ask(await issuer.sign(), clients, misconfigured.url)

    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'UPSTREAM_UNAVAILABLE' } }] })
    await misconfigured.close()
  })
})

describe('a token that does not verify', () => {
  it('is refused with a challenge, and asked of nobody', async () => {
    const seen = authorizations.size

    const response = await ask(await issuer.sign({ aud: 'https://other.test' }), clients)

    expect(response.status).toBe(401)
    expect(response.headers.get('www-authenticate')).toMatch(/^Bearer /)
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] })
    expect(authorizations.size).toBe(seen)
  })

  it('because nobody tells the keys is no fault of the caller, who is told to come back', async () => {
    const keyless = await start({ jwksUrl: 'http://127.0.0.1:9/keys' })
    const failures = () => events.filter(({ kind }) => kind === 'unexpected-failure').length
    const before = failures()

    const response = await ask(await issuer.sign(), clients, keyless.url)
    const health = await fetch(`${keyless.url}/health`)

    expect(response.status).toBe(503)
    expect(response.headers.get('retry-after')).toBe('5')
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'UPSTREAM_UNAVAILABLE' } }] })
    expect(health.status).toBe(200)
    expect(failures() - before).toBe(1)
    await keyless.close()
  })
})
