import { type Figure, type Measure, table } from '../figure.ts'
import { barChart } from '../plot.ts'
import { median } from '../statistics.ts'
import { type Case, cases } from './cases.ts'
import { floor } from './contenders.ts'
import { type Cost, connections, type Lap, measureLap } from './lap.ts'

/** The median of what processes took, and in brackets the least and the most. */
const spread = (values: readonly number[], digits: number, unit = '') => {
  const [middle, least, most] = [median(values), Math.min(...values), Math.max(...values)].map((value) =>
    value.toFixed(digits),
  )
  return `${middle}${unit} (${least}–${most})`
}

const summaryOf = (costs: readonly Cost[]) => {
  const of = (part: 'cpu' | 'perSecond' | 'p50' | 'p99' | 'calls') => costs.map((cost) => cost[part])
  const overFloor = costs.flatMap((cost) => cost.overFloor ?? [])
  const isOverFloor = overFloor.length > 0
  return {
    /** What contenders are compared by: multiples of the floor, or microseconds where there is none. */
    cpu: median(isOverFloor ? overFloor : of('cpu')),
    told: isOverFloor ? spread(overFloor, 2, ' ×') : spread(of('cpu'), 0, ' µs'),
    cells: [
      spread(of('cpu'), 0),
      median(of('perSecond')).toFixed(0),
      median(of('p50')).toFixed(1),
      median(of('p99')).toFixed(1),
      median(of('calls')).toFixed(2),
    ],
    calls: median(of('calls')),
    unit: isOverFloor ? '× bare proxy' : 'µs',
  }
}

const reportCase = (which: Case, costs: readonly Cost[]) => {
  const { name, cpuGoal, callsGoal } = which
  const processes = Map.groupBy(
    costs.filter((cost) => cost.which === which),
    ({ contender }) => contender,
  )
  const summaries = new Map([...processes].map(([contender, each]) => [contender, summaryOf(each)]))
  const ours = summaries.get('Grantstream')
  if (!ours) throw new Error('ours was not measured')
  const peers = [...summaries].filter(([contender]) => contender !== 'Grantstream' && contender !== floor)
  const bestPeer = Math.min(...peers.map(([, { cpu }]) => cpu))
  const figure: Figure = {
    what: `CPU: ${name}`,
    peers: peers.map(([contender, { told }]) => `${told} ${contender}`).join(', '),
    ours: `${ours.told}; ${ours.calls.toFixed(2)} upstream calls each`,
    goal: `${cpuGoal ? `≤ ${cpuGoal} × bare proxy` : 'ahead of every peer'}; ≤ ${callsGoal.toFixed(3).replace(/\.?0+$/, '')} calls`,
    // Principals are looked up once for each token, which the first requests pay.
    reached: ours.cpu <= (cpuGoal ?? bestPeer) && ours.calls <= callsGoal * 1.05,
  }
  const header = ['', 'CPU', 'µs', 'requests/s', 'p50, ms', 'p99, ms', 'upstream calls']
  const rows = [...summaries].map(([contender, { told, cells }]) => [contender, told, ...cells])
  const bars = [...summaries].map(([contender, { cpu }]) => [contender, cpu] as const)
  const plot = barChart(`CPU of a request: ${name}`, ours.unit, bars)
  return { figure, notes: `### ${name}\n\n${plot}\n\n${table(header, rows)}` }
}

/** What an operation costs the process that answers it, beside the peers and a proxy that knows nothing of GraphQL. */
export const measureRequests: Measure = async (mode) => {
  const laps: Lap[] = []
  for (let lap = 0; lap < (mode.quick ? 1 : 3); lap++) laps.push(await measureLap(mode))
  const costs = laps.flatMap((lap) => lap.costs)
  const reports = cases.map((which) => reportCase(which, costs))
  const memory = Map.groupBy(
    laps.flatMap((lap) => lap.memory),
    ([contender]) => contender,
  )
  const held = [...memory].map(([contender, each]) => [
    contender,
    spread(
      each.map(([, bytes]) => bytes / 1e6),
      0,
      ' MB',
    ),
  ])
  return {
    figures: reports.map(({ figure }) => figure),
    notes: [
      ...reports.map(({ notes }) => notes),
      `### Memory after the rounds\n\n${table(['', 'resident'], held)}`,
      [
        `A lap starts a process of every contender over one upstream in a process of its own, asks each from ${connections} connections in interleaved`,
        `rounds after some to warm up, and ends them; laps: ${laps.length}. What a process took is the median of its rounds. Told is the median of`,
        'the processes, and in brackets the least and the most of them: processes of equal code differ. × is over the bare proxy of the same',
        'lap. CPU is user and system time of the process, per request. Every contender gives the same answer, proved on one answer in a hundred,',
        'and on the status of each.',
      ].join('\n'),
    ].join('\n\n'),
  }
}
