import type { GatewayEvent } from '../src/observe/gateway-event.ts'
import { leaveHttp, leaveSocket } from './leave-early.ts'
import { randomOf } from './random-of.ts'
import { serveGateway } from './serve-gateway.ts'
import { principalOf, type Respond, serveUpstream } from './serve-upstream.ts'
import { until } from './until.ts'

export interface AbortReport {
  readonly visits: number
  /** How many streams ended, by reason. */
  readonly ends: Readonly<Record<string, number>>
  readonly upstreamRequests: number
  /** What is left when all have gone; all of it must be nothing. */
  readonly left: Readonly<Record<string, number>>
  /** Failures that nobody foresaw. */
  readonly failures: readonly string[]
}

const follow = 'subscription { usageExecution(clientId: "c1", executionId: "e1") { status } }'
const documents = [
  follow,
  follow,
  'subscription { usageExecution(clientId: "c1", executionId: "e2", heartbeatSeconds: 1) { status } }',
  'subscription { usageSummary(input: { clientId: "c1" }) { status rows { requests } } }',
  '{ oauthScopes { id } usageExecution(clientId: "c1", executionId: "e1") { status } }',
]
const ways = ['http', 'http', 'http', 'complete', 'close', 'terminate'] as const

/**
 * Visitors who come by every transport, ask for something and are gone at a random moment, busy or idle: what is left of
 * them afterwards?
 */
export const abortAtRandom = async (visits: number, { atATime = 40, seed = 1 } = {}): Promise<AbortReport> => {
  const random = randomOf(seed)
  const pick = <T>(all: readonly [T, ...T[]] | readonly T[]): T => all[Math.floor(random() * all.length)] as T
  const respond: Respond = ({ path, token }, answer) => {
    const status = () => (random() < 0.05 ? { queryStatus: 'Complete', results: [] } : { queryStatus: 'Running' })
    const tell = () => {
      if (path.endsWith('/tokens/me')) answer(200, principalOf(token))
      else if (path.includes('/results/')) answer(random() < 0.02 ? 401 : 200, status())
      else if (path.includes('/scopes')) answer(200, { entities: [] })
      else answer(202, { executionId: `e${Math.floor(random() * 1e9)}` })
    }
    // Some wait for ever; all who share a token would wait for its look-up.
    if (path.endsWith('/tokens/me') || random() < 0.95) setTimeout(tell, random() * 10)
  }
  const upstream = await serveUpstream(respond)
  const ends: Record<string, number> = {}
  const failures: string[] = []
  const observe = (event: GatewayEvent) => {
    if (event.kind === 'stream-ended') ends[event.end] = (ends[event.end] ?? 0) + 1
  }
  const { port, gateway, server, close } = await serveGateway({
    apiUrl: upstream.url,
    polling: { schedule: () => 5 },
    sharing: { tokenProofMs: 0, maxTokens: 10 },
    observe,
    report: ({ name, message }) => failures.push(`${name}: ${message}`),
  })
  const timersBefore = timers()

  const visitor = async () => {
    while (left-- > 0) {
      const token = `${pick(['one', 'two', 'three'])}-${Math.floor(random() * 6)}`
      const visit = { port, token, query: pick(documents), pieces: Math.floor(random() * 6), stayMs: random() * 10 }
      const way = pick(ways)
      await (way === 'http' ? leaveHttp(visit) : leaveSocket(visit, way))
    }
  }
  let left = visits
  await Promise.all(Array.from({ length: atATime }, visitor))

  let connections = 0
  const leftBehind = () => ({
    streams: gateway.streams.size,
    places: gateway.kept().places,
    polls: gateway.kept().polls,
    sockets: gateway.kept().sockets,
    connections,
    upstreamRequests: upstream.underWay(),
    timers: Math.max(0, timers() - timersBefore),
  })
  await until(async () => {
    connections = await connectionsOf(server)
    return Object.values(leftBehind()).every((count) => count === 0)
  }, 20_000)
  const report = { visits, ends, upstreamRequests: upstream.requests(), left: leftBehind(), failures }
  await close()
  await upstream.close()
  return report
}

const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length

const connectionsOf = (server: { getConnections(tell: (error: Error | null, count: number) => void): void }) =>
  new Promise<number>((resolve) => {
    server.getConnections((_error, count) => resolve(count))
  })
