import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { listen, type RunningGateway } from '../src/server/listen.ts'
import { type LoopbackUpstream, startLoopbackUpstream } from './loopback-upstream.ts'
import { rawExchange } from './raw-exchange.ts'

let upstream: LoopbackUpstream
let gateway: RunningGateway
/** What the looks find, in this order; the last one for ever. */
let statuses: string[]
beforeEach(async () => {
  statuses = ['Running']
  upstream = await startLoopbackUpstream({
    answers: () => ({ body: { queryStatus: statuses.length > 1 ? statuses.shift() : statuses[0] } }),
  })
  gateway = await listen(
    { host: '127.0.0.1', port: 0 },
    {
      apiUrl: upstream.url,
      polling: { schedule: ({ polls }) => (polls === 0 ? 0 : 300) },
      streaming: { pingMs: 50, retryMs: 1234 },
    },
  )
})
afterEach(async () => {
  await gateway.close()
  await upstream.close()
})

const follow = (more = '') =>
  `subscription { result: usageExecution(clientId: "c1", executionId: "e1"${more}) { status } }`

/** A stream as it comes over the wire. */
const open = async (query: string, accept = 'Accept: text/event-stream\r\n') => {
  const body = JSON.stringify({ query })
  const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1')
  let text = ''
  socket.setEncoding('utf8').on('data', (chunk) => {
    text += chunk
  })
  await once(socket, 'connect')
  socket.write(
    `POST /graphql HTTP/1.1\r\nHost: gateway\r\nAuthorization: Bearer token\r\n${accept}Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  )
  return {
    socket,
    text: () => text,
    has: (part: string) => vi.waitFor(() => expect(text).toContain(part), 10_000),
  }
}

describe('a stream of server-sent events', () => {
  it('begins with when to come back, shows in comments that it lives, and has events of two names only', async () => {
    const { text, has, socket } = await open(follow())
    await has('"RUNNING"')
    await has(':\n\n')
    statuses = ['Complete']
    await has('event: complete\ndata:\n\n')

    const names = [...text().matchAll(/^(\w+):/gm)].map(([, name]) => name)
    expect(text().match(/retry: 1234\n\n/g)).toHaveLength(1)
    expect(text().indexOf('retry:')).toBeLessThan(text().indexOf('event:'))
    expect(new Set(text().match(/^event: .*$/gm))).toEqual(new Set(['event: next', 'event: complete']))
    expect(names).not.toContain('id')
    expect(text()).toMatch(/content-type: text\/event-stream/i)
    expect(text()).toMatch(/cache-control: no-store/i)
    expect(text()).toMatch(/x-accel-buffering: no/i)
    socket.destroy()
  })

  it('is as the README shows it', async () => {
    const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
    const shown = /```text\n(retry: 2000[\s\S]*?)```/.exec(readme)?.[1]
    statuses = ['Running', 'Complete']
    const { has, text, socket } = await open(follow().replace('result: ', ''))
    await has('event: complete\ndata:\n\n')

    // Each frame comes in a chunk of its own.
    const frames = text()
      .split(/\r\n[0-9a-f]+\r\n/)
      .slice(1)
      .filter((frame) => !frame.startsWith(':'))
    const told = frames.join('').replace('retry: 1234', 'retry: 2000').split('\r\n')[0]
    expect(told?.trimEnd()).toBe(shown?.trimEnd())
    socket.destroy()
  })

  it('has heartbeats that programs see for who asks for them, within 1 to 300 seconds', async () => {
    const { has, socket } = await open(follow(', heartbeatSeconds: 1'))
    const refused = await open(follow(', heartbeatSeconds: 0'))

    await has('data: {"data":null,"extensions":{"heartbeat":true}}\n\n')
    await refused.has('INVALID_INPUT')
    for (const each of [socket, refused.socket]) each.destroy()
  })

  it.each(['', 'Accept: \r\n', 'Accept: */*\r\n', 'Accept: application/json, text/event-stream\r\n'])(
    'comes to who takes any media type, or it among others (%j)',
    async (accept) => {
      const { has, socket } = await open(follow(), accept)

      await has('retry: 1234\n\n')
      await has('"RUNNING"')

      socket.destroy()
    },
  )

  it('ends when the other side of its socket closes, without a word', async () => {
    const { has, socket } = await open(follow())
    await has('"RUNNING"')

    socket.destroy()

    await vi.waitFor(() => expect(gateway.streams).toBe(0), 10_000)
  })

  it.each(['text/event-stream', 'text/event-stream; charset=utf-8'])(
    'that is the answer to a query has one event, and keeps no connection whose end was asked for: %s',
    async (accept) => {
      const body = JSON.stringify({ query: '{ __typename }' })
      const head = `POST /graphql HTTP/1.1\r\nHost: gateway\r\nAuthorization: Bearer token\r\nAccept: ${accept}\r\n`
      const more = `Content-Type: application/json\r\nConnection: close\r\nContent-Length: ${body.length}\r\n\r\n${body}`

      const answer = await rawExchange(gateway.url, head + more)

      expect(answer.match(/^event: \w+$/gm)).toEqual(['event: next', 'event: complete'])
      expect(answer).toMatch(/^connection: close\r$/im)
    },
  )
})
