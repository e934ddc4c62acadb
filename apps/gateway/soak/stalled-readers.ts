import type { Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { createClient } from 'graphql-sse'
import type { GatewayEvent } from '../src/observe/gateway-event.ts'
import { heapNow } from './heap-now.ts'
import { readNothing } from './read-nothing.ts'
import { serveGateway } from './serve-gateway.ts'
import { principalOf, serveUpstream } from './serve-upstream.ts'
import { until } from './until.ts'

export interface StalledReport {
  readonly readers: number
  /** Megabytes of heap after a collection: without readers, with all of them, after the time, and when they were let go. */
  readonly heap: readonly number[]
  /** States per second of a neighbour, before the stalled ones came and with them. */
  readonly neighbours: { readonly before: number; readonly during: number }
  /** How the neighbours' streams ended, and those of the stalled. */
  readonly ends: Readonly<Record<string, number>>
  /** Streams and polls at the end; must be none. */
  readonly left: { readonly streams: number; readonly polls: number; readonly backlog: number }
  readonly failures: readonly string[]
}

export interface StalledOptions {
  readonly readers: number
  /** Those who do read. */
  readonly neighbours: number
  /** For how long they stall while states come in. */
  readonly stallMs: number
  /** Milliseconds between the states. */
  readonly lookEveryMs: number
  /** How large the last state is, in rows of a thousand characters. The system buffers some megabytes of it. */
  readonly rows: number
  readonly writeDeadlineMs: number
  /** Megabytes of heap; after a collection by default, which takes long in a process that does other things too. */
  readonly measureHeap?: () => number
}

const fields = 'status polls rows { date clientName templateUri httpMethod organizationId requests status200 }'
const follow = `subscription { result: usageExecution(clientId: "c1", executionId: "e1") { ${fields} } }`

/**
 * Readers who ask for a stream and never read it, among a few who do: first while states come in, then with a large end in
 * front of all of them.
 */
export const stallReaders = async ({
  readers,
  neighbours,
  stallMs,
  lookEveryMs,
  rows,
  writeDeadlineMs,
  measureHeap = heapNow,
}: StalledOptions): Promise<StalledReport> => {
  let isComplete = false
  const row = {
    templateUri: 'api/v2/oauth/clients/{clientId}/usage/query',
    httpMethod: 'GET',
    clientName: 'x'.repeat(900),
  }
  const results = Array.from({ length: rows }, (_, index) => ({ ...row, requests: index, status200: index }))
  const upstream = await serveUpstream(({ path, token }, answer) => {
    if (path.endsWith('/tokens/me')) answer(200, principalOf(token))
    else answer(200, isComplete ? { queryStatus: 'Complete', results } : { queryStatus: 'Running' })
  })
  const ends: Record<string, number> = {}
  const failures: string[] = []
  const { port, gateway, close } = await serveGateway({
    apiUrl: upstream.url,
    polling: { schedule: () => lookEveryMs },
    streaming: { writeDeadlineMs, pingMs: 500 },
    observe: (event: GatewayEvent) => {
      if (event.kind === 'stream-ended') ends[event.end] = (ends[event.end] ?? 0) + 1
    },
    report: ({ name, message }) => failures.push(`${name}: ${message}`),
  })

  let states = 0
  const read = async () => {
    const url = `http://127.0.0.1:${port}/graphql`
    const client = createClient({ url, retryAttempts: 0, headers: { authorization: 'Bearer one-1' } })
    for await (const { data } of client.iterate<{ result: object | null }>({ query: follow }))
      if (data?.result) states++
  }
  const reading = Promise.all(Array.from({ length: neighbours }, read))
  const rate = async (overMs: number) => {
    const [from, fromMs] = [states, performance.now()]
    await sleep(overMs)
    return ((states - from) / neighbours / (performance.now() - fromMs)) * 1000
  }
  await until(() => gateway.streams.size === neighbours && states > neighbours, 20_000)

  const heap = [measureHeap()]
  const before = await rate(Math.min(stallMs, 10_000))
  const sockets: Socket[] = []
  while (sockets.length < readers) {
    const some = Math.min(100, readers - sockets.length)
    for (let index = 0; index < some; index++) sockets.push(readNothing(port, `one-${index % 5}`, follow))
    await until(() => gateway.streams.size === sockets.length + neighbours, 60_000)
  }
  heap.push(measureHeap())
  const during = await rate(stallMs)
  heap.push(measureHeap())
  isComplete = true
  await reading
  await until(() => gateway.streams.size === 0, writeDeadlineMs * 2 + 30_000)
  for (const socket of sockets) socket.destroy()
  await until(() => gateway.streams.size === 0, 10_000)
  const left = { streams: gateway.streams.size, polls: gateway.kept().polls, backlog: gateway.kept().backlog }
  heap.push(measureHeap())
  await close()
  await upstream.close()
  return { readers, heap, neighbours: { before, during }, ends, left, failures }
}
