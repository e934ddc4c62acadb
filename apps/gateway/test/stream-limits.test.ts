import { once } from 'node:events'
import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { listen, type RunningGateway } from '../src/server/listen.ts'
import { type Answers, type LoopbackUpstream, startLoopbackUpstream } from './loopback-upstream.ts'

let upstream: LoopbackUpstream
let gateway: RunningGateway
/** Whom a token stands for: what comes before its dash. */
const tokens: Answers = ({ headers }) => ({
  body: {
    organization: { id: 'o1' },
    OAuthClient: { id: headers.authorization?.split('-')[0], authorizedGrantType: 'CLIENT-CREDENTIALS' },
  },
})
beforeAll(async () => {
  const answers = () => ({ body: { queryStatus: 'Running', executionId: 'e1' } })
  upstream = await startLoopbackUpstream({ answers, tokens })
  gateway = await listen(
    { host: '127.0.0.1', port: 0 },
    { apiUrl: upstream.url, polling: { schedule: () => 60_000 }, streamLimits: { total: 3, perPrincipal: 2 } },
  )
})
afterAll(async () => {
  await gateway.close(200)
  await upstream.close()
})

const open = async (token: string, url = gateway.url, leaving = new AbortController()) => {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', accept: 'text/event-stream' },
    body: JSON.stringify({ query: 'subscription { usageSummary(input: { clientId: "c1" }) { status } }' }),
    signal: leaving.signal,
  })
  return { response, leave: () => leaving.abort() }
}
const statusOf = async (token: string) => (await open(token)).response.status

describe('live streams', () => {
  it('are bounded by principal and in all, beyond that a 503 tells when to come back, and one that ends makes room', async () => {
    const first = await open('one-a')
    await open('one-b')

    const beyondPrincipal = (await open('one-c')).response
    const other = await statusOf('two-a')
    const beyondAll = await statusOf('three-a')

    const { status, headers } = beyondPrincipal
    expect([status, headers.get('retry-after'), other, beyondAll]).toEqual([503, '5', 200, 503])
    expect(gateway.streams).toBe(3)

    first.leave()
    await vi.waitFor(() => expect(gateway.streams).toBe(2))
    expect(await statusOf('one-c')).toBe(200)
  })

  it('are bounded while nobody knows yet whose they are, and who gives up makes room', async () => {
    const silent = await startLoopbackUpstream({ tokens: () => undefined })
    const address = { host: '127.0.0.1', port: 0 }
    const waiting = await listen(address, { apiUrl: silent.url, streamLimits: { perPrincipal: 2 } })
    const comeAndGo = async () => {
      const leaving = new AbortController()
      const came = ['one-a', 'one-a', 'one-a'].map((token) =>
        open(token, waiting.url, leaving).then(
          ({ response }) => response.status,
          () => 'left',
        ),
      )
      await Promise.race(came)
      leaving.abort()
      return (await Promise.all(came)).filter((status) => status === 503)
    }

    const first = await comeAndGo()

    expect(first).toHaveLength(1)
    await vi.waitFor(async () => expect(await comeAndGo()).toEqual(first), 10_000)
    await waiting.close(200)
    await silent.close()
  })
})

describe('open connections', () => {
  it('are bounded: one more is closed as it comes, and there is room again when one goes', async () => {
    const bounded = await listen({ host: '127.0.0.1', port: 0, connectionsMax: 2 }, { apiUrl: upstream.url })
    const port = Number(new URL(bounded.url).port)
    const sockets = [connect(port, '127.0.0.1'), connect(port, '127.0.0.1')]
    await Promise.all(sockets.map((socket) => once(socket, 'connect')))

    const beyond = connect(port, '127.0.0.1').on('error', () => undefined)
    await once(beyond, 'close')
    sockets[0]?.destroy()
    const health = await vi.waitUntil(() => fetch(`${bounded.url}/health`).catch(() => undefined), 10_000)

    expect(health?.status).toBe(200)
    await bounded.close(200)
  })
})
