import { setTimeout as sleep } from 'node:timers/promises'
import type { Schedule } from '@grantstream/core'
import { ask } from '../test/ask-over-http.ts'
import { type OpenStream, streamTransports, subscribe } from '../test/subscribe.ts'
import { serveGateway } from './serve-gateway.ts'
import { principalOf, type Respond, serveUpstream } from './serve-upstream.ts'
import { until } from './until.ts'

/** How many of them came to which end: a status, the code of an error, or `broken`. */
type Outcomes = Readonly<Record<string, number>>

export interface OutageReport {
  readonly outageMs: number
  /** Streams that ran when the upstream went. */
  readonly running: Outcomes
  /** Streams that were begun while it was gone: of executions that others followed, and of others. */
  readonly joining: Outcomes
  readonly beginning: Outcomes
  /** Queries while it was gone, and after. */
  readonly queries: { readonly meanwhile: Outcomes; readonly after: Outcomes }
  /** Polls that ran, and their looks per second in each interval before the upstream went and from its return on. */
  readonly polls: number
  readonly looksPerSecond: { readonly before: readonly number[]; readonly after: readonly number[] }
  /** Failures that nobody foresaw, and streams and polls at the end; there must be none. */
  readonly failures: readonly string[]
  readonly left: { readonly streams: number; readonly polls: number }
}

export interface OutageOptions {
  readonly outageMs: number
  readonly streams: number
  readonly executions: number
  /** Milliseconds of an interval in which looks are counted, and between the callers who come meanwhile. */
  readonly intervalMs: number
  /** How many intervals are counted, before and after. */
  readonly intervals: number
  /** As core has it when left out. */
  readonly schedule?: Schedule
}

const follow = (id: string) =>
  `subscription { result: usageExecution(clientId: "c1", executionId: "${id}") { status } }`
const begin = 'subscription { result: usageSummary(input: { clientId: "c1" }) { status } }'
const principals = 4

/** Closes the port of the upstream for a while, with streams that run, streams that begin and queries. */
export const outage = async ({
  outageMs,
  streams,
  executions,
  intervalMs,
  intervals,
  schedule,
}: OutageOptions): Promise<OutageReport> => {
  let queryStatus = 'Running'
  let looks = 0
  const respond: Respond = ({ path, token }, answer) => {
    if (path.includes('/results/')) looks++
    if (path.endsWith('/tokens/me')) answer(200, principalOf(token))
    else if (path.includes('/results/')) answer(200, { queryStatus, results: [] })
    else answer(200, { entities: [], executionId: 'begun' })
  }
  let upstream = await serveUpstream(respond)
  const failures: string[] = []
  const { port, gateway, close } = await serveGateway({
    apiUrl: upstream.url,
    ...(schedule && { polling: { schedule } }),
    report: ({ name, message }) => failures.push(`${name}: ${message}`),
  })
  const url = `http://127.0.0.1:${port}`
  const tokenOf = (index: number) => `p${index % principals}-${index % (principals * 2)}`
  const transportOf = (index: number) => streamTransports[Math.floor(index / principals) % streamTransports.length]
  const open = (index: number, query: string) => subscribe(url, tokenOf(index), query, transportOf(index))
  const query = async (index: number) => {
    const { errors } = await ask(url, '{ result: oauthScopes { id } }', tokenOf(index))
    return String(errors?.[0]?.extensions?.code ?? 'answered')
  }
  const countLooks = async () => {
    const rates: number[] = []
    while (rates.length < intervals) {
      const [from, fromMs] = [looks, performance.now()]
      await sleep(intervalMs)
      rates.push(Math.round(((looks - from) / (performance.now() - fromMs)) * 1000))
    }
    return rates
  }

  const running = Array.from({ length: streams }, (_, index) => open(index, follow(`e${index % executions}`)))
  const areTold = await until(() => running.every((stream) => stream.statuses().length > 0), 60_000)
  if (!areTold) throw new Error('Not every stream came to life')
  const polls = gateway.kept().polls
  const before = await countLooks()

  await upstream.close()
  const joining: OpenStream[] = []
  const beginning: OpenStream[] = []
  const meanwhile: string[] = []
  const backAtMs = performance.now() + outageMs
  for (let index = 0; performance.now() < backAtMs; index++) {
    joining.push(open(index, follow(`e${index % executions}`)))
    beginning.push(open(index, begin), open(index, follow(`other-${index}`)))
    meanwhile.push(await query(index))
    await sleep(Math.min(intervalMs, Math.max(0, backAtMs - performance.now())))
  }
  const begun = await outcomes(beginning)
  upstream = await serveUpstream(respond, Number(new URL(upstream.url).port))
  const after = await countLooks()
  const answered = await Promise.all(Array.from({ length: principals }, (_, index) => query(index)))
  queryStatus = 'Complete'

  const report = {
    outageMs,
    running: await outcomes(running),
    joining: await outcomes(joining),
    beginning: begun,
    queries: { meanwhile: count(meanwhile), after: count(answered) },
    polls,
    looksPerSecond: { before, after },
    failures,
    left: { streams: gateway.streams.size, polls: gateway.kept().polls },
  }
  await close()
  await upstream.close()
  return report
}

const outcomes = async (streams: readonly OpenStream[]): Promise<Outcomes> =>
  count(await Promise.all(streams.map(({ ended }) => ended.then(outcomeOf, () => 'broken'))))

const outcomeOf = (results: Awaited<OpenStream['ended']>): string => {
  const { data, errors } = results.at(-1) ?? {}
  return String(errors?.[0]?.extensions?.code ?? data?.result?.status ?? 'nothing')
}

const count = (all: readonly string[]): Outcomes => {
  const counts: Record<string, number> = {}
  for (const each of all) counts[each] = (counts[each] ?? 0) + 1
  return counts
}
