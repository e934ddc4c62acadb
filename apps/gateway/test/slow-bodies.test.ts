import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { listen, type RunningGateway } from '../src/server/listen.ts'
import { ask } from './ask-over-http.ts'
import { streamTransports, subscribe } from './subscribe.ts'

let upstream: Server
let gateway: RunningGateway
/** Whether bodies come a blank at a time, and without an end. */
let isDripping = false
let queryStatus = 'Running'
let dripped = 0

const client = { id: 'c1', authorizedGrantType: 'CLIENT-CREDENTIALS' }
beforeAll(async () => {
  upstream = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' })
    const body = { organization: { id: 'o1' }, OAuthClient: client, queryStatus, results: [], executionId: 'e1' }
    if (!isDripping) return void response.end(JSON.stringify(body))
    dripped += 1
    const drip = setInterval(() => response.write(' '), 20)
    response.once('close', () => clearInterval(drip))
  })
  upstream.listen(0, '127.0.0.1')
  await once(upstream, 'listening')
  const apiUrl = `http://127.0.0.1:${(upstream.address() as AddressInfo).port}`
  const polling = { schedule: () => 50 }
  gateway = await listen({ host: '127.0.0.1', port: 0 }, { apiUrl, timeoutMs: 1_000, polling })
})
afterAll(async () => {
  await gateway.close()
  const closed = once(upstream, 'close')
  upstream.close()
  upstream.closeAllConnections()
  await closed
})

const follow = 'subscription { result: usageExecution(clientId: "c1", executionId: "e1") { status } }'
const start = 'mutation { result: startUsageSummary(input: { clientId: "c1" }) { ... on Problem { code } } }'

it('bodies that come drop by drop are a typed problem in time, and streams that run bear with them', async () => {
  const streams = streamTransports.map((transport) => subscribe(gateway.url, 'one', follow, transport))
  await vi.waitFor(() => expect(streams.map(({ statuses }) => statuses()[0])).toEqual(['RUNNING', 'RUNNING']), 10_000)

  isDripping = true
  const [query, mutation, stream] = await Promise.all([
    ask(gateway.url, '{ result: oauthScopes { id } }', 'two'),
    ask(gateway.url, start, 'three'),
    subscribe(gateway.url, 'four', follow).ended,
  ])
  await vi.waitFor(() => expect(dripped).toBeGreaterThan(4), 10_000)
  isDripping = false
  queryStatus = 'Complete'
  const last = (await Promise.all(streams.map(({ ended }) => ended))).map((results) => results.at(-1))

  expect(query.errors?.[0]?.extensions).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' })
  expect(mutation.data?.result).toEqual({ code: 'UPSTREAM_UNAVAILABLE' })
  expect(stream.at(-1)?.errors?.[0]?.extensions).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' })
  expect(last.map((result) => result?.data?.result)).toEqual([{ status: 'COMPLETE' }, { status: 'COMPLETE' }])
})
