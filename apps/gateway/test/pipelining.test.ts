import { once } from 'node:events'
import { connect } from 'node:net'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { listen, type RunningGateway } from '../src/server/listen.ts'
import { type LoopbackUpstream, startLoopbackUpstream } from './loopback-upstream.ts'

let upstream: LoopbackUpstream
let gateway: RunningGateway
let status: string
/** Resolves when the upstream may answer a question for scopes. */
let scopes: PromiseWithResolvers<void>
beforeEach(async () => {
  status = 'Running'
  scopes = Promise.withResolvers()
  upstream = await startLoopbackUpstream({
    answers: async ({ path }) => {
      if (path.includes('scopes')) await scopes.promise
      return { body: { queryStatus: status } }
    },
  })
  gateway = await listen(
    { host: '127.0.0.1', port: 0 },
    { apiUrl: upstream.url, allowedOrigins: ['https://page.example'], polling: { schedule: () => 100 } },
  )
})
afterEach(async () => {
  scopes.resolve()
  await gateway.close()
  await upstream.close()
})

const slow = '{ oauthScopes { id } }'
const follow = 'subscription { usageExecution(clientId: "c1", executionId: "e1") { status } }'
const headers = 'Host: gateway\r\nAuthorization: Bearer token\r\n'
const byGet = (query: string) =>
  `GET /graphql?query=${encodeURIComponent(query)} HTTP/1.1\r\n${headers}Accept: text/event-stream\r\n\r\n`
const byPost = (query: string, more = '') => {
  const accept = `Accept: ${query === slow ? 'application/json' : 'text/event-stream'}\r\n`
  const body = JSON.stringify({ query })
  const length = `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n`
  return `POST /graphql HTTP/1.1\r\n${headers}${accept}${more}${length}\r\n${body}`
}
const fromPage = (query: string) => byPost(query, 'Origin: https://page.example\r\n')

/** What comes over the wire for these requests, all sent at once. */
const send = async (...requests: readonly string[]) => {
  const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1')
  let text = ''
  socket.setEncoding('utf8').on('data', (chunk) => {
    text += chunk
  })
  await once(socket, 'connect')
  socket.write(requests.join(''))
  return {
    socket,
    text: () => text,
    has: (part: string) => vi.waitFor(() => expect(text).toContain(part), 10_000),
  }
}
const callsFor = (part: string) => upstream.requests.filter(({ path }) => path.includes(part))
const isCalled = (part: string) => vi.waitFor(() => expect(callsFor(part)).not.toEqual([]), 10_000)

describe('requests that are sent without waiting for an answer', () => {
  it.each([
    ['POST', byPost],
    ['GET', byGet],
    ['a page of another origin', fromPage],
  ])('are answered in their order, where a stream by %s comes last', async (_by, request) => {
    const { socket, text, has } = await send(byPost(slow), request(follow))
    await isCalled('scopes')
    const callsMeanwhile = callsFor('usage')

    scopes.resolve()
    await has('"RUNNING"')

    expect(text()).toMatch(/"oauthScopes":\[\].*"RUNNING"/s)
    expect(callsMeanwhile).toEqual([])
    socket.destroy()
    await vi.waitFor(() => expect(gateway.streams).toBe(0), 10_000)
  })

  it('are answered in their order, where streams come first', async () => {
    scopes.resolve()
    const { socket, text, has } = await send(byPost(follow), byGet(follow), byPost(slow))
    await has('"RUNNING"')

    status = 'Complete'
    await has('oauthScopes')

    expect(text().match(/"COMPLETE"|"oauthScopes"/g)).toEqual(['"COMPLETE"', '"COMPLETE"', '"oauthScopes"'])
    socket.destroy()
  })

  it('are not begun for a caller who leaves before it is their turn', async () => {
    const { socket, has } = await send(byGet(follow), byPost(slow), fromPage(follow))
    await has('"RUNNING"')

    socket.destroy()
    await vi.waitFor(() => expect(gateway.streams).toBe(0), 10_000)
    await gateway.close()

    expect(callsFor('scopes')).toEqual([])
  })
})
