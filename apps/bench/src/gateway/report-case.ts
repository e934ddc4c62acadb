import { type Figure, spread, table } from '../figure.ts'
import { barChart } from '../plot.ts'
import { median } from '../statistics.ts'
import type { Case } from './cases.ts'
import { floor } from './contenders.ts'
import type { Cost } from './lap.ts'

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

/** What a case cost the processes of each contender: the line of the report, and the details. */
export const reportCase = (which: Case, costs: readonly Cost[]) => {
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
