import { type Measure, spread, table } from '../figure.ts'
import { cases } from './cases.ts'
import { connections, type Lap, measureLap } from './lap.ts'
import { reportCase } from './report-case.ts'

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
        'the processes, and in brackets the least and the most of them. × is over the bare proxy of the same lap. CPU is user and system time of the',
        'process, per request. Every contender gives the same answer, proved on one answer in a hundred, and on the status of each.',
        '',
        'All of them run with `--no-memory-reducer`. Without, V8 collects to reduce memory where a process is idle 8 s after a collection, as one may',
        'be that waits for its turn. That drops the hidden classes of which no object lives, and the code that was optimised for them, and leaves a',
        'smaller heap, collected more often: the next requests cost as much as the first of all, and those after them up to half as much again for a',
        'while. A gateway that is always asked is not idle; one that rests for some seconds pays so, and gives back half of its memory.',
        '',
        'Processes of equal code still differ, in what V8 decides while they warm up: which literals to allocate with the old objects at once, since',
        'they outlived collections when the space of the young was small. What dies there stays until a full collection.',
      ].join('\n'),
    ].join('\n\n'),
  }
}
