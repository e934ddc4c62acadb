import { setTimeout as sleep } from 'node:timers/promises'
import { clientCredentials } from '@grantstream/core'
import { startTestSandbox, type TestSandbox } from '@grantstream/sandbox/testing'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { GatewayEvent } from '../src/observe/gateway-event.ts'
import { listen, type RunningGateway } from '../src/server/listen.ts'
import { ask } from './ask-over-http.ts'
import { type OpenStream, streamTransports, subscribe } from './subscribe.ts'
import { startTokenIssuer } from './token-issuer.ts'

let sandbox: TestSandbox
let gateway: RunningGateway
/** Waits for the upstream no longer than a moment. */
let hasty: RunningGateway
let token: string
let others: readonly [string, string]
const events: GatewayEvent[] = []

const start = (timeoutMs: number) =>
  listen(
    { host: '127.0.0.1', port: 0 },
    {
      apiUrl: sandbox.url,
      timeoutMs,
      polling: { schedule: () => 100 },
      observe: (event) => events.push(event),
    },
  )
beforeAll(async () => {
  sandbox = await startTestSandbox({ usageDelayMs: [500, 600] })
  gateway = await start(30_000)
  hasty = await start(2000)
})
// Each token has a budget of its own, which one test must not use up for the next.
beforeEach(async () => {
  ;[token, ...others] = await Promise.all([sandbox.login(), sandbox.login(), sandbox.login()])
})
afterEach(() => {
  sandbox.control.faults.clear()
  events.length = 0
})
afterAll(async () => {
  await Promise.all([gateway.close(), hasty.close()])
  await sandbox.close()
})

const unavailable = 'UPSTREAM_UNAVAILABLE'
type Fault = Parameters<TestSandbox['control']['faults']['add']>[0]
const slow = { kind: 'latency', latency: { distribution: 'fixed', ms: 5_000 } } as const
/** What the upstream does, and the problem that it is to callers. */
const faults: readonly (readonly [string, Fault, string])[] = [
  ['500s', { kind: 'error', code: 'internal.server.error' }, unavailable],
  ['429s', { kind: 'error', code: 'too.many.requests.retry.after', retryAfterSeconds: 1 }, 'THROTTLED'],
  ['resets in the middle of answers', { kind: 'reset' }, unavailable],
  ['answers that take too long', slow, unavailable],
  ['pages of HTML', { kind: 'page', status: 502 }, unavailable],
  ['halves of answers', { kind: 'truncate' }, unavailable],
]

const clientId = () => sandbox.admin.clientId
const usage = () => `subscription { result: usageSummary(input: { clientId: "${clientId()}" }) { status polls } }`
const create = `mutation { result: createOAuthClient(input: {
  name: "A client", authorizedGrantType: CODE, scopeIds: ["users"], registeredRedirectUris: ["https://example.com/back"]
}) { ... on Problem { code message } } }`
const looks = () =>
  sandbox.control.calls.list().filter(({ operationId }) => operationId === 'getOauthClientUsageQueryResult').length
const isRunning = (stream: OpenStream) => vi.waitFor(() => expect(stream.statuses()).toContain('RUNNING'), 10_000)

describe.each(faults)('an upstream that gives %s', (_name, fault, code) => {
  const url = () => (fault === slow ? hasty : gateway).url

  it('is a typed problem to a query, to a mutation and to the start of a stream', async () => {
    sandbox.control.faults.add(fault)

    // A token that was told to wait does so before its next call: each has its own.
    const [query, mutation, stream] = await Promise.all([
      ask(url(), '{ result: oauthScopes { id } }', token),
      ask(url(), create, others[0]),
      subscribe(url(), others[1], usage()).ended,
    ])

    expect(query.errors?.[0]?.extensions).toMatchObject({ code })
    expect(mutation.data?.result).toMatchObject({ code })
    expect(stream.at(-1)?.errors?.[0]?.extensions).toMatchObject({ code })
    expect(JSON.stringify([query, mutation, stream])).not.toMatch(/<html|ECONN|socket|asked for/i)
    expect(events.filter(({ kind }) => kind === 'unexpected-failure')).toEqual([])
  })

  it('is borne by streams that run, and nobody looks any more once they are over', async () => {
    const streams = streamTransports.map((transport) => subscribe(url(), token, usage(), transport))
    await Promise.all(streams.map(isRunning))
    sandbox.control.faults.add({ ...fault, operations: ['getOauthClientUsageQueryResult'], times: 2 })

    const last = (await Promise.all(streams.map(({ ended }) => ended))).map((results) => results.at(-1))

    expect(last.map((result) => result?.data?.result?.status ?? result?.errors?.[0]?.extensions?.code)).toEqual([
      'COMPLETE',
      'COMPLETE',
    ])
    sandbox.control.calls.clear()
    await sleep(200)
    expect(looks()).toBe(0)
  })
})

describe('an upstream that comes back', () => {
  it('is asked no more often for having been gone: streams go on by their schedule and complete', async () => {
    const streams = Array.from({ length: 8 }, () => subscribe(gateway.url, token, usage()))
    await Promise.all(streams.map(isRunning))
    sandbox.control.calls.clear()
    sandbox.control.faults.add({ kind: 'page', status: 503 })
    await vi.waitFor(() => expect(looks()).toBeGreaterThan(8), 5_000)
    sandbox.control.faults.clear()

    const ended = await Promise.all(streams.map(({ ended: end }) => end))

    const polls = ended.reduce((sum, results) => sum + Number(results.at(-1)?.data?.result?.polls), 0)
    expect(ended.map((results) => results.at(-1)?.data?.result?.status)).toEqual(Array(8).fill('COMPLETE'))
    expect(looks()).toBeLessThanOrEqual(polls)
  })
})

describe('a login host that is gone', () => {
  it('is nothing to callers who bring tokens of the upstream', async () => {
    sandbox.control.faults.add({ kind: 'login-outage' })

    const answer = await ask(gateway.url, '{ result: oauthScopes { id } }', token)

    expect(answer.errors).toBeUndefined()
  })

  it('is a typed problem to callers of our own, whom the gateway logs in for, and over when it is back', async () => {
    const { issuer, audience, jwksUrl, sign, close } = await startTokenIssuer()
    const serving = await listen(
      { host: '127.0.0.1', port: 0 },
      {
        ...{ apiUrl: sandbox.url, loginUrl: sandbox.url, observe: (event) => events.push(event) },
        ownCallers: { issuer, audience, jwksUrl, service: clientCredentials(sandbox.admin) },
      },
    )
    const own = await sign({ sub: 'alice' })
    sandbox.control.faults.add({ kind: 'login-outage' })

    const meanwhile = await ask(serving.url, '{ result: oauthScopes { id } }', own)
    sandbox.control.faults.clear()
    const after = await ask(serving.url, '{ result: oauthScopes { id } }', own)

    expect(meanwhile.errors?.[0]?.extensions).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' })
    expect(after.errors).toBeUndefined()
    await serving.close()
    await close()
  })
})
