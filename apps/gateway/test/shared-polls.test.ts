import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { GatewayEvent } from '../src/observe/gateway-event.ts'
import { listen, type RunningGateway } from '../src/server/listen.ts'
import { ask } from './ask-over-http.ts'
import { type Answers, type LoopbackUpstream, type SeenRequest, startLoopbackUpstream } from './loopback-upstream.ts'
import { type OpenStream, streamTransports, subscribe } from './subscribe.ts'

let upstream: LoopbackUpstream
let gateway: RunningGateway
let events: GatewayEvent[]
let looks: Answers
let reads: Answers
let users: Answers
let tokens: Answers
let streams: OpenStream[]

const running = { body: { queryStatus: 'Running' } }
const complete = { body: { queryStatus: 'Complete', results: [{ requests: 3 }] } }
const refused = { status: 401, body: { code: 'bad.credentials', status: 401 } }

/** The client of a token is what comes before its dash: `one-a` and `one-b` are two tokens of one principal. */
const tokenOf = ({ headers }: SeenRequest) => headers.authorization?.replace('Bearer ', '') ?? ''
const whose: Answers = (request) => ({
  body: {
    organization: { id: 'o1' },
    OAuthClient: { id: tokenOf(request).split('-')[0], authorizedGrantType: 'CLIENT-CREDENTIALS' },
  },
})

beforeEach(async () => {
  events = []
  streams = []
  looks = () => running
  tokens = whose
  reads = () => ({ body: { entities: [] } })
  upstream = await startLoopbackUpstream({
    answers: (request) => {
      if (request.path.includes('/results/')) return looks(request)
      if (request.path.endsWith('/users/me')) return users(request)
      return request.path.includes('/scopes') ? reads(request) : { status: 202, body: { executionId: 'e1' } }
    },
    tokens: (request) => tokens(request),
  })
  gateway = await listen(
    { host: '127.0.0.1', port: 0 },
    {
      apiUrl: upstream.url,
      polling: { schedule: () => 20 },
      sharing: { tokenProofMs: 0 },
      observe: (event) => events.push(event),
    },
  )
})
afterEach(async () => {
  for (const { leave } of streams) leave()
  await gateway.close()
  await upstream.close()
})

const follow = 'subscription { result: usageExecution(clientId: "c1", executionId: "e1") { status polls } }'
const start = 'subscription { result: usageSummary(input: { clientId: "c1" }) { status polls } }'

const open = (token: string, query = follow, transport: (typeof streamTransports)[number] = 'SSE') => {
  const stream = subscribe(gateway.url, token, query, transport)
  streams.push(stream)
  return stream
}
const isTold = (stream: OpenStream, times = 1) =>
  vi.waitFor(() => expect(stream.statuses().length).toBeGreaterThanOrEqual(times), { timeout: 10_000, interval: 5 })
const looksTaken = () => upstream.requests.filter(({ path }) => path.includes('/results/'))
const reasonOf = (results: readonly { extensions?: object }[]) => results.at(-1)?.extensions
const shared = () => events.filter(({ kind }) => kind === 'poll-shared').length

describe('the streams of one principal', () => {
  it('share one poll over both transports and all tokens, and are told the same end', async () => {
    const first = open('one-a')
    await isTold(first)
    const others = ['one-a', 'one-b'].flatMap((token) =>
      streamTransports.flatMap((transport) => [open(token, follow, transport), open(token, follow, transport)]),
    )
    await Promise.all(others.map((stream) => isTold(stream)))

    looks = () => complete
    const all = await Promise.all([first, ...others].map(({ ended }) => ended))

    const ends = all.map((results) => results.at(-1)?.data?.result)
    expect(ends).toEqual(Array(9).fill({ status: 'COMPLETE', polls: looksTaken().length }))
    expect(shared()).toBe(8)
  })

  it('tell a newcomer the latest state at once, while a look is under way', async () => {
    const first = open('one-a')
    await isTold(first, 3)
    looks = () => undefined
    const taken = looksTaken().length
    await vi.waitFor(() => expect(looksTaken().length).toBeGreaterThan(taken), 10_000)

    const late = open('one-b')

    await isTold(late)
    expect(late.results[0]?.data?.result).toMatchObject({ status: 'RUNNING', polls: expect.any(Number) })
    expect(late.results[0]?.data?.result?.polls).toBeGreaterThan(0)
  })

  it('join an execution that one of them has started', async () => {
    const starter = open('one-a', start)
    await isTold(starter, 2)

    const follower = open('one-b')
    await isTold(follower)
    looks = () => complete

    const [one, other] = await Promise.all([starter.ended, follower.ended])
    expect(one.at(-1)).toEqual(other.at(-1))
    expect(other.at(-1)?.data?.result).toEqual({ status: 'COMPLETE', polls: looksTaken().length })
  })

  it('go on with the token of another when the leading one is refused, whose own streams end with the reason', async () => {
    const leading = open('one-a')
    await isTold(leading)
    const other = open('one-b')
    await isTold(other)

    looks = (request) => (tokenOf(request) === 'one-a' ? refused : running)

    const told = await leading.ended
    expect(told.at(-1)).toMatchObject({
      errors: [{ extensions: { code: 'UNAUTHENTICATED' } }],
      extensions: { streamEnd: { reason: 'token-expired' } },
    })
    looks = () => complete
    expect(reasonOf(await other.ended)).toMatchObject({ streamEnd: { reason: 'completed' } })
    expect(tokenOf(looksTaken().at(-1) as SeenRequest)).toBe('one-b')
  })

  it('end for a token that is revoked although the looks are taken with another, within one look', async () => {
    const leading = open('one-a')
    await isTold(leading)
    const other = open('one-b')
    await isTold(other)

    tokens = (request) => (tokenOf(request) === 'one-b' ? refused : whose(request))
    const seen = looksTaken().length

    expect(reasonOf(await other.ended)).toEqual({ streamEnd: { reason: 'token-expired' } })
    const revoked = upstream.lookUps.filter((request) => tokenOf(request) === 'one-b').length
    // One look may have been under way when it was revoked.
    expect(looksTaken().length - seen).toBeLessThanOrEqual(3)
    looks = () => complete
    expect(reasonOf(await leading.ended)).toMatchObject({ streamEnd: { reason: 'completed' } })
    expect(revoked).toBeGreaterThan(0)
  })

  it('end for a revoked token also while the others are found good sooner', async () => {
    const [leading, good, revoked] = [open('one-a'), open('one-b'), open('one-c')]
    await Promise.all([leading, good, revoked].map((stream) => isTold(stream)))

    tokens = async (request) => {
      if (tokenOf(request) !== 'one-c') return whose(request)
      await new Promise((resolve) => setTimeout(resolve, 50))
      return refused
    }
    const seen = looksTaken().length

    expect(reasonOf(await revoked.ended)).toEqual({ streamEnd: { reason: 'token-expired' } })
    expect(looksTaken().length - seen).toBeLessThanOrEqual(3)
    looks = () => complete
    const ends = await Promise.all([leading.ended, good.ended])
    expect(ends.map(reasonOf)).toEqual(Array(2).fill({ streamEnd: { reason: 'completed' } }))
  })

  it('take the look again with the token of another when the leader leaves in the middle of it', async () => {
    looks = (request) => (tokenOf(request) === 'one-a' ? undefined : complete)
    const leading = open('one-a')
    await vi.waitFor(() => expect(looksTaken()).toHaveLength(1), 10_000)
    const other = open('one-b')
    await vi.waitFor(() => expect(shared()).toBe(1), 10_000)

    leading.leave()

    expect(reasonOf(await other.ended)).toMatchObject({ streamEnd: { reason: 'completed' } })
    await vi.waitFor(() => expect(looksTaken().map(({ abandoned }) => abandoned)).toEqual([true, false]), 10_000)
  })

  it('leave nothing behind when the last of them leaves: the look under way is cut', async () => {
    looks = () => undefined
    const both = [open('one-a'), open('one-b', follow, 'WebSocket')]
    await vi.waitFor(() => expect([looksTaken().length, shared()]).toEqual([1, 1]), 10_000)

    for (const { leave } of both) leave()

    await vi.waitFor(() => expect(looksTaken()[0]?.abandoned).toBe(true), 10_000)
    await vi.waitFor(() => expect(gateway.streams).toBe(0), 10_000)
  })
})

describe('two principals', () => {
  it('have a poll each, although they follow the same execution', async () => {
    looks = (request) => ({
      body: { queryStatus: 'Complete', results: [{ requests: tokenOf(request).startsWith('one') ? 1 : 2 }] },
    })
    const query = 'subscription { result: usageExecution(clientId: "c1", executionId: "e1") { rows { requests } } }'

    const all = await Promise.all([open('one-a', query).ended, open('two-a', query).ended])

    expect(all.map((results) => results.at(-1)?.data?.result)).toEqual([
      { rows: [{ requests: 1 }] },
      { rows: [{ requests: 2 }] },
    ])
    expect(shared()).toBe(0)
  })

  it.each([
    ['whom the upstream tells apart', (request: SeenRequest) => ({ body: { id: tokenOf(request) } })],
    ['of whom the upstream tells nothing', () => ({ body: {} })],
  ])('are two users of one client too, %s', async (_how, answer) => {
    users = answer
    tokens = () => ({
      body: { organization: { id: 'o1' }, OAuthClient: { id: 'web', authorizedGrantType: 'CODE' } },
    })
    const both = [open('one-a'), open('two-a')]

    await Promise.all(both.map((stream) => isTold(stream, 2)))

    expect(shared()).toBe(0)
    expect(upstream.requests.filter(({ path }) => path === '/api/v2/users/me')).toHaveLength(2)
  })
})

describe('a token', () => {
  it('is looked up once, and not at all by requests that share nothing', async () => {
    await ask(gateway.url, '{ oauthScopes { id } }', 'one-a')
    const before = upstream.lookUps.length
    looks = () => complete

    for (const query of [follow, start, follow]) await open('one-a', query).ended

    expect([before, upstream.lookUps.length]).toEqual([0, 1])
  })

  it('that may not ask for itself shares with itself alone', async () => {
    tokens = () => ({ status: 403, body: { code: 'missing.any.scopes' } })
    const all = ['one-a', 'one-a', 'one-b'].map((token) => open(token))

    await Promise.all(all.map((stream) => isTold(stream)))

    expect(shared()).toBe(1)
  })

  it('that cannot be looked up ends the stream with a problem, and is looked up anew for the next', async () => {
    tokens = () => ({ status: 503, body: {} })
    const first = await open('one-a').ended
    tokens = whose
    looks = () => complete

    const second = await open('one-a').ended

    expect(first.at(-1)).toMatchObject({
      errors: [{ extensions: { code: 'UPSTREAM_UNAVAILABLE' } }],
      extensions: { streamEnd: { reason: 'refused' } },
    })
    expect(reasonOf(second)).toMatchObject({ streamEnd: { reason: 'completed' } })
  })

  it('that the upstream does not take starts nothing', async () => {
    tokens = () => refused

    const told = await open('one-a', start).ended

    expect(told.at(-1)).toMatchObject({
      errors: [{ extensions: { code: 'UNAUTHENTICATED' } }],
      extensions: { streamEnd: { reason: 'token-expired' } },
    })
    expect(upstream.requests).toHaveLength(0)
  })
})
