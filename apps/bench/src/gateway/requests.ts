import { type Figure, type Measure, type Mode, table } from '../figure.ts'
import { barChart } from '../plot.ts'
import { median, quantile } from '../statistics.ts'
import { mustAgree } from './answers.ts'
import { type Case, cases } from './cases.ts'
import type { Contender } from './contender.ts'
import { type ContenderName, floor, startAll } from './contenders.ts'
import { load } from './load.ts'
import { startUpstream, type Upstream } from './upstream.ts'

const connections = 32

interface Round {
  /** Microseconds of the contender's CPU for each request. */
  readonly cpu: number
  readonly perSecond: number
  readonly latencies: readonly number[]
  /** Calls of the upstream for each request. */
  readonly calls: number
}

/** One round of a case; undefined for a contender that cannot be asked. */
const measureRound = async (
  { question, requests, principals }: Case,
  name: ContenderName,
  contender: Contender,
  upstream: Upstream,
  rightAnswer: { text?: string },
): Promise<Round | undefined> => {
  const ask = question(name)
  if (ask === undefined) return undefined
  await upstream.calls()
  const before = await contender.usage()
  const { seconds, latencies } = await load(contender.url, ask, {
    requests,
    connections,
    tokenOf: (connection) => `p${principals === 'one' ? 0 : connection}.100`,
    check: (status, body) => {
      if (status !== 200) throw new Error(`${name} answered ${status}: ${body.slice(0, 300)}`)
      if (name === floor) return
      rightAnswer.text ??= body
      mustAgree(rightAnswer.text, body)
    },
  })
  const after = await contender.usage()
  const calls = Object.values(await upstream.calls()).reduce((sum, count) => sum + count, 0)
  return {
    cpu: (after.cpuMicros - before.cpuMicros) / requests,
    perSecond: requests / seconds,
    latencies,
    calls: calls / requests,
  }
}

const measureCase = async (
  which: Case,
  contenders: ReadonlyMap<ContenderName, Contender>,
  upstream: Upstream,
  { quick }: Mode,
) => {
  const taken = new Map<ContenderName, Round[]>()
  const rightAnswer = {}
  for (let round = quick ? -1 : -4; round < (quick ? 4 : 15); round++) {
    for (const [name, contender] of contenders) {
      const sample = await measureRound(which, name, contender, upstream, rightAnswer)
      // The first rounds warm the machine up.
      if (sample && round >= 0) taken.set(name, [...(taken.get(name) ?? []), sample])
    }
  }
  return taken
}

const micros = (value: number) => `${value.toFixed(0)} µs`
const times = (value: number) => `${value.toFixed(2)} ×`

const summaryOf = (rounds: readonly Round[]) => {
  const part = (share: number) =>
    quantile(
      rounds.map(({ cpu }) => cpu),
      share,
    )
  const latencies = rounds.flatMap((round) => round.latencies)
  return {
    cpu: part(0.5),
    spread: `${part(0.25).toFixed(0)}–${part(0.75).toFixed(0)}`,
    perSecond: median(rounds.map(({ perSecond }) => perSecond)),
    p50: quantile(latencies, 0.5),
    p99: quantile(latencies, 0.99),
    calls: median(rounds.map(({ calls }) => calls)),
  }
}

const reportCase = ({ name, cpuGoal, callsGoal }: Case, taken: ReadonlyMap<ContenderName, readonly Round[]>) => {
  const summaries = new Map([...taken].map(([contender, rounds]) => [contender, summaryOf(rounds)]))
  const ours = summaries.get('Grantstream')
  if (!ours) throw new Error('ours was not measured')
  const bare = summaries.get(floor)
  const ratio = (cpu: number) => (bare ? times(cpu / bare.cpu) : micros(cpu))
  const peers = [...summaries].filter(([contender]) => contender !== 'Grantstream' && contender !== floor)
  const bestPeer = Math.min(...peers.map(([, { cpu }]) => cpu))
  const isCheap = bare && cpuGoal ? ours.cpu <= cpuGoal * bare.cpu : ours.cpu <= bestPeer
  const figure: Figure = {
    what: `CPU: ${name}`,
    peers: peers.map(([contender, { cpu }]) => `${ratio(cpu)} ${contender}`).join(', '),
    ours: `${ratio(ours.cpu)}; ${ours.calls.toFixed(2)} upstream calls each`,
    goal: `${cpuGoal ? `≤ ${cpuGoal} × bare proxy` : 'ahead of every peer'}; ≤ ${callsGoal.toFixed(3).replace(/\.?0+$/, '')} calls`,
    // Principals are looked up once for each token, which the first requests pay.
    reached: isCheap && ours.calls <= callsGoal * 1.05,
  }
  const rows = [...summaries].map(([contender, { cpu, spread, perSecond, p50, p99, calls }]) => [
    contender,
    ratio(cpu),
    cpu.toFixed(0),
    spread,
    perSecond.toFixed(0),
    p50.toFixed(1),
    p99.toFixed(1),
    calls.toFixed(2),
  ])
  const header = ['', 'CPU', 'µs', 'quartiles', 'requests/s', 'p50, ms', 'p99, ms', 'upstream calls']
  const unit = bare ? '× bare proxy' : 'µs'
  const bars = [...summaries].map(([contender, { cpu }]) => [contender, bare ? cpu / bare.cpu : cpu] as const)
  const plot = barChart(`CPU of a request: ${name}`, unit, bars)
  return { figure, notes: `### ${name}\n\n${plot}\n\n${table(header, rows)}` }
}

/** What an operation costs the process that answers it, beside the peers and a proxy that knows nothing of GraphQL. */
export const measureRequests: Measure = async (mode) => {
  const upstream = await startUpstream()
  const contenders = await startAll(upstream.url)
  const reports: ReturnType<typeof reportCase>[] = []
  try {
    for (const which of cases) reports.push(reportCase(which, await measureCase(which, contenders, upstream, mode)))
    const memory = await Promise.all(
      [...contenders].map(async ([name, contender]) => [
        name,
        `${((await contender.usage()).rss / 1e6).toFixed(0)} MB`,
      ]),
    )
    return {
      figures: reports.map(({ figure }) => figure),
      notes: [
        ...reports.map(({ notes }) => notes),
        `### Memory after the rounds\n\n${table(['', 'resident'], memory)}`,
        `A process each, over one upstream in a process of its own, asked from ${connections} connections, in interleaved rounds after some to warm`,
        'up; medians over rounds. CPU is user and system time of the process, per request. Every contender gives the same answer, proved on one',
        'answer in a hundred, and on the status of each.',
      ].join('\n\n'),
    }
  } finally {
    upstream.stop()
    for (const { process } of contenders.values()) process.kill()
  }
}
