import { once } from 'node:events'
import { type Client, createClient } from 'graphql-ws'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import type { GatewayEvent } from '../src/observe/gateway-event.ts'
import { listen, type RunningGateway } from '../src/server/listen.ts'
import { type Answers, type LoopbackUpstream, startLoopbackUpstream } from './loopback-upstream.ts'

let upstream: LoopbackUpstream
let gateway: RunningGateway
let client: Client
let events: GatewayEvent[]
let looks: Answers
let scopes: Answers

const running = { body: { queryStatus: 'Running' } }
const complete = { body: { queryStatus: 'Complete', results: [{ requests: 3 }] } }

beforeEach(async () => {
  events = []
  looks = () => running
  scopes = () => ({ body: { entities: [{ id: 'users' }] } })
  upstream = await startLoopbackUpstream({
    answers: (request) => {
      if (request.path.includes('/results/')) return looks(request)
      if (request.path.includes('/scopes')) return scopes(request)
      return { status: 202, body: { executionId: 'e1' } }
    },
  })
  gateway = await listen(
    { host: '127.0.0.1', port: 0 },
    {
      apiUrl: upstream.url,
      polling: { schedule: () => 20 },
      sharing: { tokenProofMs: 0 },
      streaming: { pingMs: 100, connectionInitMs: 200, operationsPerSocket: 3 },
      limits: { bodyBytes: 4_000 },
      observe: (event) => events.push(event),
    },
  )
  client = clientFor({ authorization: 'Bearer token' })
})
afterEach(async () => {
  await client.dispose()
  await gateway.close()
  await upstream.close()
})

const url = () => `${gateway.url.replace('http', 'ws')}/graphql`
const clientFor = (connectionParams: Record<string, unknown>) =>
  createClient({ url: url(), webSocketImpl: WebSocket, connectionParams, retryAttempts: 0, lazyCloseTimeout: 0 })

const follow = (more = '') =>
  `subscription { result: usageExecution(clientId: "c1", executionId: "e1"${more}) { status rows { requests } } }`

/** A raw socket that has been acknowledged, and everything that it is told. */
const open = async (payload: object | null = { authorization: 'Bearer token' }, headers = {}) => {
  const socket = new WebSocket(url(), 'graphql-transport-ws', { headers })
  const told: { type: string; id?: string; payload?: unknown }[] = []
  socket.on('message', (message) => told.push(JSON.parse(String(message))))
  await once(socket, 'open')
  socket.send(JSON.stringify({ type: 'connection_init', ...(payload && { payload }) }))
  const subscribe = (id: string, query: string) =>
    socket.send(JSON.stringify({ type: 'subscribe', id, payload: { query } }))
  const acknowledged = () => vi.waitFor(() => expect(told).toContainEqual({ type: 'connection_ack' }), 5000)
  return { socket, told, subscribe, acknowledged }
}

const ends = () => events.flatMap((event) => (event.kind === 'stream-ended' ? [event.end] : []))

describe('a WebSocket', () => {
  it('carries a subscription to its end, and tells why it ended', async () => {
    looks = () => (upstream.requests.length < 3 ? running : complete)

    const all = []
    for await (const result of client.iterate({ query: follow() })) all.push(result)

    expect(all[0]).toMatchObject({ data: { result: { status: 'RUNNING', rows: null } } })
    expect(all.at(-1)).toEqual({
      data: { result: { status: 'COMPLETE', rows: [{ requests: 3 }] } },
      extensions: { streamEnd: { reason: 'completed' } },
    })
    expect(ends()).toEqual(['completed'])
  })

  it('carries queries and mutations too', async () => {
    const mutation =
      'mutation { startUsageSummary(input: { clientId: "c1" }) { ... on UsageExecution { executionId } } }'

    const all = []
    for (const query of ['{ oauthScopes { id } }', mutation])
      for await (const result of client.iterate({ query })) all.push(result.data)

    expect(all).toEqual([{ oauthScopes: [{ id: 'users' }] }, { startUsageSummary: { executionId: 'e1' } }])
  })

  it('sends heartbeats as results without data to who asks for them', async () => {
    const { subscribe, told, acknowledged, socket } = await open()
    await acknowledged()

    subscribe('1', follow(', heartbeatSeconds: 1'))

    const beat = { id: '1', type: 'next', payload: { data: null, extensions: { heartbeat: true } } }
    await vi.waitFor(() => expect(told).toContainEqual(beat), 8000)
    socket.terminate()
  })

  it.each([
    ['nothing', null],
    ['no token', { authorization: 'Basic dXNlcjpwYXNz' }],
    ['what could not stand in a header', { authorization: 'Bearer a\nb' }],
  ])('that brings %s is closed before anything of it is run', async (_what, payload) => {
    const { socket, subscribe } = await open(payload)
    subscribe('1', '{ oauthScopes { id } }')

    const [code] = await once(socket, 'close')

    expect(code).toBe(4401)
    expect(upstream.requests).toHaveLength(0)
    expect(events).toContainEqual({ kind: 'refused', transport: 'WebSocket', guard: 'authentication' })
  })

  it('takes the token of the header of its upgrade as well', async () => {
    const { acknowledged, subscribe, told, socket } = await open(null, { authorization: 'Bearer from-head' })
    await acknowledged()

    subscribe('1', '{ oauthScopes { id } }')

    await vi.waitFor(() => expect(told.map(({ type }) => type)).toContain('complete'), 5000)
    expect(upstream.requests[0]?.headers.authorization).toBe('Bearer from-head')
    socket.terminate()
  })

  it('that says nothing is closed after a while', async () => {
    const socket = new WebSocket(url(), 'graphql-transport-ws')

    const [code] = await once(socket, 'close')

    expect(code).toBe(4408)
  })

  it('whose message is too large is closed', async () => {
    const { socket, subscribe, acknowledged } = await open()
    await acknowledged()

    subscribe('1', `{ oauthScopes { id } } # ${'x'.repeat(4_000)}`)

    const [code] = await once(socket, 'close')
    expect(code).toBe(1009)
    expect(events).toContainEqual({ kind: 'refused', transport: 'WebSocket', guard: 'body-bytes' })
  })

  it.each(['\u0000\u0001binary', '{"type":"nonsense"}', '[]', '{"type":"subscribe","id":1}'])(
    'that speaks no sense (%j) is closed',
    async (nonsense) => {
      const { socket, acknowledged } = await open()
      await acknowledged()

      socket.send(nonsense)

      const [code] = await once(socket, 'close')
      expect([4400, 1011]).toContain(code)
    },
  )

  it('refuses more operations than it may carry, and goes on with the others', async () => {
    const { subscribe, told, acknowledged, socket } = await open()
    await acknowledged()

    for (const id of ['1', '2', '3', '4']) subscribe(id, follow())

    await vi.waitFor(() => expect(told.find(({ type }) => type === 'error')?.id).toBe('4'), 5000)
    const last = told.find(({ type }) => type === 'error')
    expect(last?.payload).toMatchObject([{ extensions: { code: 'TOO_MANY_OPERATIONS' } }])
    expect(socket.readyState).toBe(socket.OPEN)
    socket.terminate()
  })

  it('has its place again for each operation that was refused', async () => {
    const { subscribe, told, acknowledged, socket } = await open()
    await acknowledged()

    for (const id of ['1', '2', '3']) subscribe(id, '{')
    await vi.waitFor(() => expect(told.filter(({ type }) => type === 'error')).toHaveLength(3), 5000)
    subscribe('4', '{ oauthScopes { id } }')

    await vi.waitFor(() => expect(told.at(-1)).toEqual({ id: '4', type: 'complete' }), 5000)
    socket.terminate()
  })

  it.each([
    ['cannot be parsed', 'subscription {', undefined],
    ['does not fit the schema', '{ nonsense }', undefined],
    ['is too deep', `{ oauthClients { nodes ${'{ createdBy '.repeat(15)}{ id } ${'}'.repeat(15)} } }`, undefined],
  ])('answers a document that %s with an error that tells no more than over HTTP', async (_what, query) => {
    const { subscribe, told, acknowledged, socket } = await open()
    await acknowledged()

    subscribe('1', query)

    await vi.waitFor(() => expect(told.at(-1)?.type).toBe('error'), 5000)
    expect(JSON.stringify(told.at(-1))).not.toMatch(/"http"|stack|node_modules/)
    expect(upstream.requests).toHaveLength(0)
    socket.terminate()
  })

  it.each([
    ['another path', '/nonsense', {}, 404],
    ['a page of an origin that is not allowed', '/graphql', { origin: 'https://evil.example' }, 403],
  ])('is refused by HTTP for %s', async (_what, path, headers, status) => {
    const socket = new WebSocket(url().replace('/graphql', path), 'graphql-transport-ws', { headers })

    const [, response] = await once(socket, 'unexpected-response')

    expect(response.statusCode).toBe(status)
    response.destroy()
  })
})

describe('an operation whose id was used before on its WebSocket', () => {
  it('is answered with its own answer, although the one before was completed while it was under way', async () => {
    let answer: (given: { body: object }) => void = () => undefined
    scopes = () =>
      new Promise((resolve) => {
        answer = resolve
      })
    const { subscribe, told, acknowledged, socket } = await open()
    await acknowledged()
    subscribe('1', '{ first: oauthScopes { id } }')
    await vi.waitFor(() => expect(upstream.requests).toHaveLength(1), 5000)
    const answerFirst = answer

    socket.send(JSON.stringify({ type: 'complete', id: '1' }))
    subscribe('1', '{ second: oauthScopes { id } }')
    await vi.waitFor(() => expect(upstream.requests).toHaveLength(2), 5000)
    for (const each of [answerFirst, answer]) each({ body: { entities: [{ id: 'users' }] } })

    await vi.waitFor(() => expect(told.at(-1)).toEqual({ id: '1', type: 'complete' }), 5000)
    expect(told.slice(1, -1)).toMatchObject([{ id: '1', payload: { data: { second: [{ id: 'users' }] } } }])
    socket.terminate()
  })

  it('is a stream that goes on, can be completed, and ends with its socket', async () => {
    const { subscribe, told, acknowledged, socket } = await open()
    await acknowledged()
    subscribe('1', follow())
    await vi.waitFor(() => expect(told.length).toBeGreaterThan(1), 5000)

    for (const times of [1, 2]) {
      told.length = 0
      socket.send(JSON.stringify({ type: 'complete', id: '1' }))
      subscribe('1', follow())
      await vi.waitFor(() => expect(ends()).toHaveLength(times), 5000)
      await vi.waitFor(() => expect(told.length).toBeGreaterThan(3), 5000)
    }
    socket.close()

    await vi.waitFor(() => expect(ends()).toHaveLength(3), 5000)
    expect(told.map(({ type }) => type)).not.toContain('complete')
    expect(gateway.streams).toBe(0)
  })

  it('closes the WebSocket while the one before is under way', async () => {
    const { subscribe, acknowledged, socket } = await open()
    await acknowledged()

    for (const query of [follow(), follow()]) subscribe('1', query)

    const [code, reason] = await once(socket, 'close')
    expect([code, String(reason)]).toEqual([4409, 'Subscriber already exists'])
  })
})

describe('a WebSocket that is closed', () => {
  it.each(['terminate', 'close'] as const)('by %s ends what was under way at once', async (how) => {
    looks = () => undefined
    scopes = () => undefined
    const { subscribe, acknowledged, socket } = await open()
    await acknowledged()
    subscribe('1', follow())
    subscribe('2', '{ oauthScopes { id } }')
    await vi.waitFor(() => expect(upstream.requests).toHaveLength(2), 5000)

    socket[how]()

    await vi.waitFor(() => expect(upstream.requests.every(({ abandoned }) => abandoned)).toBe(true), 5000)
    expect(ends()).toEqual(['left'])
  })

  it('by one operation alone ends that one, a query as well', async () => {
    looks = () => undefined
    scopes = () => undefined
    const { subscribe, acknowledged, socket } = await open()
    await acknowledged()
    subscribe('1', follow())
    subscribe('2', '{ oauthScopes { id } }')
    await vi.waitFor(() => expect(upstream.requests).toHaveLength(2), 5000)

    for (const id of ['1', '2']) socket.send(JSON.stringify({ type: 'complete', id }))

    await vi.waitFor(() => expect(upstream.requests.every(({ abandoned }) => abandoned)).toBe(true), 5000)
    expect(socket.readyState).toBe(socket.OPEN)
    socket.terminate()
  })

  it('because it answers no ping is let go', async () => {
    const socket = new WebSocket(url(), 'graphql-transport-ws', { autoPong: false })
    await once(socket, 'open')
    socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: 'Bearer token' } }))

    const [code] = await once(socket, 'close')

    expect(code).toBe(1006)
  })
})

describe('a gateway that drains', () => {
  it('tells every stream when to come back, refuses new ones, and closes the sockets', async () => {
    const { subscribe, told, acknowledged, socket } = await open()
    await acknowledged()
    subscribe('1', follow())
    await vi.waitFor(() => expect(told.map(({ type }) => type)).toContain('next'), 5000)

    const closed = once(socket, 'close')
    const closing = gateway.close()
    subscribe('2', follow())

    const [code] = await closed
    await closing
    expect(code).toBe(1001)
    expect(told).toContainEqual({
      id: '1',
      type: 'next',
      payload: { data: null, extensions: { streamEnd: { reason: 'draining', retryAfterMs: expect.any(Number) } } },
    })
    const refused = told.find(({ id, type }) => id === '2' && type === 'error')
    expect(refused?.payload).toMatchObject([{ extensions: { code: 'DRAINING' } }])
    expect(ends()).toEqual(['draining'])
  })

  it('lets what is under way on a socket finish before it closes it', async () => {
    let answer: (given: { body: object }) => void = () => undefined
    scopes = () =>
      new Promise((resolve) => {
        answer = resolve
      })
    const { subscribe, told, acknowledged, socket } = await open()
    const idle = await open()
    await Promise.all([acknowledged(), idle.acknowledged()])
    subscribe('1', '{ oauthScopes { id } }')
    await vi.waitFor(() => expect(upstream.requests).toHaveLength(1), 5000)
    const closed = once(socket, 'close')

    const idleCloses = once(idle.socket, 'close')
    // Far longer than this test may take.
    const closing = gateway.close(600_000)
    await idleCloses
    answer({ body: { entities: [{ id: 'users' }] } })

    expect((await closed)[0]).toBe(1001)
    await closing
    expect(told.slice(1)).toMatchObject([
      { id: '1', type: 'next', payload: { data: { oauthScopes: [{ id: 'users' }] } } },
      { id: '1', type: 'complete' },
    ])
  })

  it('cuts what does not finish, and who does not answer, in time', async () => {
    scopes = () => undefined
    const { subscribe, acknowledged, socket } = await open()
    await acknowledged()
    subscribe('1', '{ oauthScopes { id } }')
    await vi.waitFor(() => expect(upstream.requests).toHaveLength(1), 5000)
    socket.pause()

    await gateway.close(200)

    await vi.waitFor(() => expect(upstream.requests[0]?.abandoned).toBe(true), 5000)
    socket.terminate()
  })
})
