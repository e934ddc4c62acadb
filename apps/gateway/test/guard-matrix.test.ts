import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createGateway, type GatewayOptions } from '../src/create-gateway.ts'
import { type GuardName, guardNames } from '../src/guards/guard-name.ts'
import { defaultLimits, type Limits } from '../src/guards/limits.ts'
import { readTrustedDocuments } from '../src/guards/trusted-documents.ts'
import type { GatewayEvent, GatewayTransport } from '../src/observe/gateway-event.ts'
import { createHttpServer } from '../src/server/create-http-server.ts'
import { bodyOf, type Scenario, scenarios } from './guard-scenarios.ts'
import { type LoopbackUpstream, startLoopbackUpstream } from './loopback-upstream.ts'
import { codeIn, sendOverSocket } from './send-over-socket.ts'

let upstream: LoopbackUpstream
let urls: Readonly<Record<'usual' | 'trusting' | 'full' | 'draining', string>>
const events: GatewayEvent[] = []
const closers: (() => Promise<unknown>)[] = []

const serve = async (options: Partial<GatewayOptions>, isDraining = false) => {
  const gateway = createGateway({ apiUrl: upstream.url, observe: (event) => events.push(event), ...options })
  const onLargeHead = () => events.push({ kind: 'refused', transport: 'GET', guard: 'body-bytes' })
  const server = createHttpServer(gateway, { onLargeHead })
  server.on('upgrade', gateway.upgrade)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  if (isDraining) await gateway.streams.drain(0)
  closers.push(async () => {
    const closed = once(server, 'close')
    server.close()
    server.closeAllConnections()
    await closed
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

beforeAll(async () => {
  upstream = await startLoopbackUpstream()
  urls = {
    usual: await serve({}),
    trusting: await serve({ trustedDocuments: readTrustedDocuments('{}') }),
    full: await serve({ streamLimits: { total: 0 } }),
    draining: await serve({}, true),
  }
})
afterAll(async () => {
  for (const close of closers) await close()
  await upstream.close()
})

/** Sends a request and gives the code that it was refused with. */
type Send = (scenario: Scenario) => Promise<string | undefined>

const headersOf = ({ token, headers }: Scenario) => ({
  ...(token !== null && { authorization: 'Bearer token' }),
  ...headers,
})
const urlOf = ({ to = 'usual' }: Scenario) => `${urls[to]}/graphql`
const codeOf = async (response: Response) => codeIn(await response.text())

const post =
  (accept: string): Send =>
  async (scenario) => {
    const headers = { accept, 'content-type': 'application/json', ...headersOf(scenario) }
    return codeOf(await fetch(urlOf(scenario), { method: 'POST', headers, body: JSON.stringify(bodyOf(scenario)) }))
  }

const get: Send = async (scenario) => {
  const { query, variables } = bodyOf(scenario)
  const parameters = new URLSearchParams({ query, variables: JSON.stringify(variables) })
  return codeOf(await fetch(`${urlOf(scenario)}?${parameters}`, { headers: { accept: '*/*', ...headersOf(scenario) } }))
}

const webSocket: Send = (scenario) =>
  sendOverSocket(urlOf(scenario), {
    headers: { ...scenario.headers },
    login: scenario.token === null ? undefined : { authorization: 'Bearer token' },
    operation: bodyOf(scenario),
  })

const transports: Readonly<Record<GatewayTransport, Send>> = {
  POST: post('*/*'),
  GET: get,
  SSE: post('text/event-stream'),
  WebSocket: webSocket,
}

const cells = guardNames.flatMap((guard) =>
  Object.entries(transports).map(([transport, send]) => ({ guard, transport, send })),
)

describe('a guard', () => {
  it.each(cells)(
    '$guard holds on $transport: it refuses with its code, tells of it, and asks nobody',
    async ({ guard, transport, send }) => {
      const asked = upstream.requests.length
      events.length = 0

      const code = await send(scenarios[guard])

      expect(code).toBe(scenarios[guard].code)
      expect(events.filter(({ kind }) => kind === 'refused')).toEqual([{ kind: 'refused', transport, guard }])
      expect(upstream.requests).toHaveLength(asked)
    },
  )

  it.each(Object.entries(transports))('lets what is innocent pass on %s', async (_transport, send) => {
    const asked = upstream.requests.length

    const code = await send({ code: 'none' })

    expect(code).toBeUndefined()
    expect(upstream.requests.length).toBeGreaterThan(asked)
  })
})

describe('the documentation of the guards', () => {
  const page = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
  const rowOf = (guard: GuardName) => page.split('\n').find((line) => line.startsWith(`| \`${guard}\` `))

  it.each(guardNames)('has %s with its code', (guard) => {
    expect(rowOf(guard)).toContain(`\`${scenarios[guard].code}\``)
  })

  it.each<[GuardName, keyof Limits]>([
    ['body-bytes', 'bodyBytes'],
    ['tokens', 'tokens'],
    ['depth', 'depth'],
    ['fields', 'fields'],
    ['aliases', 'aliases'],
    ['root-fields', 'rootFields'],
    ['directives', 'directives'],
    ['cost', 'cost'],
  ])('has the limit of %s as it is', (guard, limit) => {
    expect(rowOf(guard)).toContain(` ${defaultLimits[limit]} `)
  })
})
