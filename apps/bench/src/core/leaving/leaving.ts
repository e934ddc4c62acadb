import { bearerToken, createOAuthApi, fetchTransport } from '@grantstream/core'
import { createNodeTransport } from '@grantstream/core/node'
import { type Observable, switchMap } from 'rxjs'
import { fromFetch } from 'rxjs/fetch'
import { type Figure, type Measure, table } from '../../figure.ts'
import { quantile } from '../../statistics.ts'
import { countLeftovers } from './leftovers.ts'
import { createSlowServer, type Stage } from './slow-server.ts'

/** Begins to read what is at a URL; what it gives back leaves. */
type Reader = (url: string) => () => void

const subscribed =
  (read: (url: string) => Observable<unknown>): Reader =>
  (url) => {
    const reading = read(url).subscribe({ error: () => {} })
    return () => reading.unsubscribe()
  }

const loadKy = async (): Promise<Reader> => {
  const { kyText } = (await import(new URL('../../../peers/ky-text.mjs', import.meta.url).href)) as {
    kyText: (url: string, signal: AbortSignal) => Promise<string>
  }
  return (url) => {
    const controller = new AbortController()
    kyText(url, controller.signal).catch(() => {})
    return () => controller.abort()
  }
}

/** Milliseconds from leaving to the close of the connection, for each of some exchanges. */
const leave = async (reader: Reader, stage: Stage, times: number): Promise<number[]> => {
  const server = await createSlowServer(stage)
  const delaysMs: number[] = []
  for (let time = 0; time < times; time++) {
    const exchange = server.next()
    const end = reader(server.url)
    await exchange.begun
    const leftAtMs = performance.now()
    end()
    delaysMs.push((await exchange.closed) - leftAtMs)
  }
  server.close()
  return delaysMs
}

const stages: readonly Stage[] = ['before headers', 'mid-body']

/** How soon a connection closes when its reader leaves, and what is left over. */
export const measureLeaving: Measure = async ({ quick }) => {
  const nodeTransport = createNodeTransport()
  const withCore = (transport: typeof fetchTransport) =>
    subscribed((apiUrl) =>
      createOAuthApi({ apiUrl, auth: bearerToken('t1'), transport, budget: false }).getOauthClient('c1'),
    )
  const readers: Record<string, Reader> = {
    'ours, fetch': withCore(fetchTransport),
    'ours, node entry': withCore(nodeTransport),
    ky: await loadKy(),
    'fromFetch + switchMap': subscribed((url) => fromFetch(url).pipe(switchMap((response) => response.text()))),
  }
  const times = quick ? 30 : 200
  const rows: { name: string; stage: Stage; delaysMs: readonly number[] }[] = []
  for (const [name, reader] of Object.entries(readers)) {
    // Those who do not leave at all take 600 ms each.
    for (const stage of stages)
      rows.push({ name, stage, delaysMs: await leave(reader, stage, name.startsWith('ours') ? times : 20) })
  }
  await nodeTransport.close()
  const of = (name: string, stage: Stage, part: number) =>
    quantile(rows.find((row) => row.name === name && row.stage === stage)?.delaysMs ?? [], part)
  const worst = Math.max(
    ...['ours, fetch', 'ours, node entry'].flatMap((name) => stages.map((stage) => of(name, stage, 0.99))),
  )
  const cycles = quick ? 10_000 : 100_000
  const left = await countLeftovers(cycles)
  const figures: Figure[] = [
    {
      what: 'unsubscribe to socket closed, before headers and mid-body',
      peers: `ky ${of('ky', 'mid-body', 0.5).toFixed(1)} ms, fromFetch + switchMap ${of('fromFetch + switchMap', 'mid-body', 0.5).toFixed(0)} ms (medians, mid-body)`,
      ours: `p99 ${worst.toFixed(1)} ms (worst of two transports, two stages)`,
      goal: 'p99 ≤ 15 ms',
      reached: worst <= 15,
    },
    {
      what: `left over after ${cycles.toLocaleString('en')} times subscribe and unsubscribe`,
      peers: '',
      ours: `${left.timers} timers, ${left.listeners} listeners, ${left.exchanges} exchanges, ${left.keys} keys`,
      goal: 'none',
      reached: left.timers + left.listeners + left.exchanges + left.keys === 0,
    },
  ]
  return {
    figures,
    notes: [
      '### Leaving',
      '',
      table(
        ['reader', 'stage', 'p50, ms', 'p99, ms'],
        rows.map(({ name, stage, delaysMs }) => [
          name,
          stage,
          quantile(delaysMs, 0.5).toFixed(2),
          quantile(delaysMs, 0.99).toFixed(2),
        ]),
      ),
      '',
      'One process, a connection on loopback, from the call of unsubscribe (or abort) to the close event at the server. The body is sent',
      `for 600 ms. ${times} exchanges of ours for each line, 20 of the peers. Left over: a poll, a start, a shared poll and a promise with a`,
      'signal, in turn, left while they wait, while they look or after their end.',
    ].join('\n'),
  }
}
