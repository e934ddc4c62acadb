import type { Mode } from '../figure.ts'
import { median, quantile } from '../statistics.ts'
import { mustAgree } from './answers.ts'
import { type Case, cases } from './cases.ts'
import type { Contender } from './contender.ts'
import { type ContenderName, floor, startAll } from './contenders.ts'
import { load } from './load.ts'
import { startUpstream, type Upstream } from './upstream.ts'

/** How many requests each contender is asked at once. */
export const connections = 32

/** What a round of a case took a process. */
interface Round {
  /** Microseconds of the contender's CPU for each request. */
  readonly cpu: number
  readonly perSecond: number
  readonly latencies: readonly number[]
  /** Calls of the upstream for each request. */
  readonly calls: number
}

/** What a case took one process of a contender: medians of its rounds. */
export interface Cost extends Omit<Round, 'latencies'> {
  readonly which: Case
  readonly contender: ContenderName
  /** Its CPU as a multiple of the floor's of the same lap; undefined where the floor cannot be asked. */
  readonly overFloor?: number
  /** Milliseconds that half of the requests took at the most, and 99 of a hundred. */
  readonly p50: number
  readonly p99: number
}

/** What a process of each contender took for each case, and the bytes that it holds after all of them. */
export interface Lap {
  readonly costs: readonly Cost[]
  readonly memory: readonly (readonly [ContenderName, number])[]
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
): Promise<Cost[]> => {
  const taken = new Map<ContenderName, Round[]>()
  const rightAnswer = {}
  for (let round = quick ? -1 : -3; round < (quick ? 4 : 5); round++) {
    for (const [name, contender] of contenders) {
      const sample = await measureRound(which, name, contender, upstream, rightAnswer)
      // The first rounds warm the machine up.
      if (sample && round >= 0) taken.set(name, [...(taken.get(name) ?? []), sample])
    }
  }
  const cpuOf = (rounds: readonly Round[]) => median(rounds.map(({ cpu }) => cpu))
  const bare = taken.get(floor)
  return [...taken].map(([contender, rounds]) => {
    const latencies = rounds.flatMap((round) => round.latencies)
    return {
      which,
      contender,
      cpu: cpuOf(rounds),
      overFloor: bare && cpuOf(rounds) / cpuOf(bare),
      perSecond: median(rounds.map(({ perSecond }) => perSecond)),
      p50: quantile(latencies, 0.5),
      p99: quantile(latencies, 0.99),
      calls: median(rounds.map(({ calls }) => calls)),
    }
  })
}

/** Starts a fresh process of every contender, asks each of them every case, in interleaved rounds, and ends them. */
export const measureLap = async (mode: Mode): Promise<Lap> => {
  const upstream = await startUpstream()
  const contenders = await startAll(upstream.url)
  try {
    const costs: Cost[] = []
    for (const which of cases) costs.push(...(await measureCase(which, contenders, upstream, mode)))
    const memory: [ContenderName, number][] = []
    for (const [name, contender] of contenders) memory.push([name, (await contender.usage()).rss])
    return { costs, memory }
  } finally {
    upstream.stop()
    for (const { process } of contenders.values()) process.kill()
  }
}
