import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Schedule } from '@grantstream/core'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { listen, type RunningGateway } from '../src/server/listen.ts'
import { type Answers, type LoopbackUpstream, startLoopbackUpstream } from './loopback-upstream.ts'

let upstream: LoopbackUpstream
let gateway: RunningGateway
afterEach(async () => {
  await gateway.close()
  await upstream.close()
})

const isLook = (path: string) => path.includes('/results/')
const running = { body: { queryStatus: 'Running' } }
const started = { status: 202, body: { executionId: 'e1' } }

interface Serving {
  readonly starts?: Answers
  readonly schedule?: Schedule
  readonly deadlineMs?: number
}

/** A gateway over an upstream that starts every execution, if not told otherwise, and answers looks as told. */
const serve = async (looks: Answers, { starts = () => started, schedule = () => 20, deadlineMs }: Serving = {}) => {
  upstream = await startLoopbackUpstream({ answers: (request) => (isLook(request.path) ? looks : starts)(request) })
  const polling = { schedule, ...(deadlineMs && { deadlineMs }) }
  gateway = await listen({ host: '127.0.0.1', port: 0 }, { apiUrl: upstream.url, polling })
}

const looks = () => upstream.requests.filter(({ path }) => isLook(path))
const usageSummary =
  'subscription { result: usageSummary(input: { clientId: "c1" }) { status polls rows { requests } totals { requests } } }'
const follow = 'subscription { result: usageExecution(clientId: "c1", executionId: "e1") { status polls } }'

const open = (query = usageSummary, signal?: AbortSignal) =>
  fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { authorization: 'Bearer token', 'content-type': 'application/json', accept: 'text/event-stream' },
    body: JSON.stringify({ query }),
    ...(signal && { signal }),
  })

/** The payloads of a whole stream; the last frame must be the empty `complete`. */
const payloads = async (response: Response) => {
  const frames = (await response.text()).split('\n\n').filter((frame) => frame.startsWith('event: '))
  expect(frames.at(-1)).toBe('event: complete\ndata:')
  return frames.slice(0, -1).map((frame) => JSON.parse(frame.replace('event: next\ndata: ', '')))
}

/** Waits well past the next looks and tells how many came. */
const looksFromNowOn = async () => {
  const before = looks().length
  await sleep(150)
  return looks().length - before
}

describe('a reader that leaves', () => {
  it('ends the wait for the next look, and that look never comes', async () => {
    await serve(() => running, { schedule: ({ polls }) => (polls === 0 ? 10 : 250) })
    const leaving = new AbortController()
    const response = await open(usageSummary, leaving.signal)
    await vi.waitFor(() => expect(looks()).toHaveLength(1))
    await sleep(50)

    leaving.abort()
    await response.text().catch(() => 'aborted')

    await sleep(400)
    expect(looks()).toHaveLength(1)
  })

  it('ends the look in flight: its connection to the upstream closes', async () => {
    await serve(() => undefined)
    const leaving = new AbortController()
    await open(usageSummary, leaving.signal)
    await vi.waitFor(() => expect(looks()).toHaveLength(1))

    leaving.abort()

    await vi.waitFor(() => expect(looks()[0]?.abandoned).toBe(true))
    expect(await looksFromNowOn()).toBe(0)
  })

  it('ends the start in flight too', async () => {
    await serve(() => running, { starts: () => undefined })
    const leaving = new AbortController()
    const opened = open(usageSummary, leaving.signal)
    await vi.waitFor(() => expect(upstream.requests).toHaveLength(1))

    leaving.abort()
    await opened.catch(() => 'aborted')

    await vi.waitFor(() => expect(upstream.requests[0]?.abandoned).toBe(true))
  })

  it('by pulling the plug ends the poll as well', async () => {
    await serve(() => running)
    const body = JSON.stringify({ query: usageSummary })
    const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1')
    socket.write(
      `POST /graphql HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer token\r\nAccept: text/event-stream\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    )
    await vi.waitFor(() => expect(looks().length).toBeGreaterThan(2))

    socket.resetAndDestroy()
    await sleep(50)

    expect(await looksFromNowOn()).toBe(0)
  })

  it('ends the read of a query in flight', async () => {
    await serve(() => undefined)
    const leaving = new AbortController()
    const opened = open('{ usageExecution(clientId: "c1", executionId: "e1") { status } }', leaving.signal)
    await vi.waitFor(() => expect(looks()).toHaveLength(1))

    leaving.abort()
    await opened.catch(() => 'aborted')

    await vi.waitFor(() => expect(looks()[0]?.abandoned).toBe(true))
  })

  it('does not cut off a change half-way', async () => {
    const leaving = new AbortController()
    const client = { id: 'c1', name: 'One', authorizedGrantType: 'CODE', state: 'active' }
    const starts = () => {
      leaving.abort()
      return { body: client }
    }
    await serve(() => running, { starts })
    const mutation = 'mutation { deleteOAuthClient(input: { clientId: "c1", deactivate: true }) { __typename } }'

    await open(mutation, leaving.signal).catch(() => 'aborted')

    await vi.waitFor(() => expect(upstream.requests.map(({ method }) => method)).toEqual(['GET', 'PUT', 'DELETE']))
  })
})

describe('a query that is under way when the gateway closes', () => {
  it('is cut when it takes longer than the gateway waits', async () => {
    await serve(() => undefined)
    const outcome = open('{ usageExecution(clientId: "c1", executionId: "e1") { status } }').then(
      ({ status }) => status,
      () => 'cut',
    )
    await vi.waitFor(() => expect(looks()).toHaveLength(1))

    await gateway.close(200)

    expect(await outcome).toBe('cut')
    gateway = await listen({ host: '127.0.0.1', port: 0 }, { apiUrl: upstream.url })
  })
})

describe('a stream', () => {
  it('ends with FAILED when the execution fails', async () => {
    await serve(() => ({ body: { queryStatus: 'Failed' } }))

    const all = await payloads(await open())

    expect(all.at(-1)).toEqual({
      data: { result: { status: 'FAILED', polls: 1, rows: null, totals: null } },
      extensions: { streamEnd: { reason: 'failed' } },
    })
  })

  it('takes a status that nobody knows for still running', async () => {
    let left = 2
    await serve(() => (left-- > 0 ? { body: { queryStatus: 'Paused' } } : { body: { queryStatus: 'Complete' } }))

    const all = await payloads(await open())

    expect(all.map(({ data }) => data.result.status)).toEqual(['RUNNING', 'RUNNING', 'RUNNING', 'COMPLETE'])
    expect(all.at(-1).data.result).toMatchObject({ rows: [], totals: { requests: 0 } })
  })

  it.each([
    [401, 'UNAUTHENTICATED'],
    [403, 'PERMISSION_DENIED'],
    [404, 'NOT_FOUND'],
    [409, 'CONFLICT'],
    [429, 'THROTTLED'],
    [503, 'UPSTREAM_UNAVAILABLE'],
  ])('whose start is answered %i ends with one error event of %s', async (status, code) => {
    const refusal = { status, headers: { 'retry-after': '9' }, body: { code: 'any', status } }
    await serve(() => running, { starts: () => refusal })

    const all = await payloads(await open())

    expect(all).toMatchObject([{ data: { result: null }, errors: [{ extensions: { code } }] }])
    expect(looks()).toHaveLength(0)
  })

  it.each([403, 404, 429, 503])(
    'that follows an execution ends at once when the first look is answered %i',
    async (status) => {
      await serve(() => ({ status, body: { status } }))

      const all = await payloads(await open(follow))

      expect(all.at(-1)).toMatchObject({ data: { result: null }, errors: [{ path: ['result'] }] })
      expect(looks()).toHaveLength(1)
    },
  )

  it('bears with a look that fails in passing once the execution is known to run', async () => {
    const answers = [running, { status: 503, body: {} }, { body: { queryStatus: 'Complete' } }]
    await serve(() => answers.shift())

    const all = await payloads(await open(follow))

    expect(all.at(-1)).toEqual({
      data: { result: { status: 'COMPLETE', polls: 3 } },
      extensions: { streamEnd: { reason: 'completed' } },
    })
  })

  it('ends with one error event when the upstream is out of reach', async () => {
    await serve(() => running)
    await upstream.close()

    for (const query of [usageSummary, follow]) {
      const all = await payloads(await open(query))

      expect(all.at(-1)).toMatchObject({ errors: [{ extensions: { code: 'UPSTREAM_UNAVAILABLE' } }] })
    }
    upstream = await startLoopbackUpstream()
  })

  it.each([
    ['runs', running],
    ['has a status that nobody knows', { body: { queryStatus: 'Paused' } }],
    ['is told of no more', { status: 503, body: {} }],
  ])('ends with one error event at the deadline of the poll when its execution %s', async (_how, answer) => {
    await serve(() => answer, { deadlineMs: 100 })

    const all = await payloads(await open())

    const states = all.slice(0, -1).map(({ data }) => data.result.status)
    expect(new Set(states)).toEqual(new Set(['RUNNING']))
    expect(all.at(-1)).toMatchObject({
      errors: [{ message: expect.stringContaining('100 ms'), extensions: { code: 'UPSTREAM_UNAVAILABLE' } }],
    })
    expect(await looksFromNowOn()).toBe(0)
  })

  it('is told when the gateway closes, and when to come back, and then completed', async () => {
    await serve(() => running)
    const response = await open()
    await vi.waitFor(() => expect(looks().length).toBeGreaterThan(1))

    await gateway.close()

    const all = await payloads(response)
    expect(all.at(-2)).toMatchObject({ data: { result: { status: 'RUNNING' } } })
    expect(all.at(-1)).toEqual({
      data: null,
      extensions: { streamEnd: { reason: 'draining', retryAfterMs: expect.any(Number) } },
    })
    expect(await looksFromNowOn()).toBe(0)
    gateway = await listen({ host: '127.0.0.1', port: 0 }, { apiUrl: upstream.url })
  })
})
