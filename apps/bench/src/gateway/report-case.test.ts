import { expect, it } from 'vitest'
import { type ContenderName, floor } from './contenders.ts'
import type { Cost } from './lap.ts'
import { list } from './questions.ts'
import { reportCase } from './report-case.ts'

const which = { name: 'a list', question: list(1), requests: 1, principals: 'one', callsGoal: 1, cpuGoal: 2.5 } as const
const cost = (contender: ContenderName, cpu: number, bare?: number): Cost => ({
  which,
  contender,
  cpu,
  overFloor: bare && cpu / bare,
  perSecond: 1000,
  p50: 1,
  p99: 2,
  calls: 1,
})

it('tells the median of the processes with the least and the most, each over the bare proxy of its lap', () => {
  const costs = [
    [100, 200],
    [100, 300],
    [200, 420],
  ].flatMap(([bare = 0, ours = 0]) => [cost(floor, bare, bare), cost('Grantstream', ours, bare)])

  const { figure, notes } = reportCase(which, costs)

  expect(figure).toMatchObject({ ours: '2.10 × (2.00–3.00); 1.00 upstream calls each', reached: true })
  expect(notes).toContain('| Grantstream | 2.10 × (2.00–3.00) | 300 (200–420) | 1000 |')
})

it('compares ours with the best peer, in microseconds, where the bare proxy cannot be asked', () => {
  const { cpuGoal: _, ...ahead } = which
  const costs = [
    ...[300, 310, 900].map((cpu) => cost('Grantstream', cpu)),
    ...[290, 320, 330].map((cpu) => cost('Yoga', cpu)),
    ...[400, 500, 500].map((cpu) => cost('Mercurius + JIT', cpu)),
  ].map((each) => ({ ...each, which: ahead }))

  const { figure } = reportCase(ahead, costs)

  expect(figure).toMatchObject({ ours: '310 µs (300–900); 1.00 upstream calls each', reached: true })
  expect(figure.peers).toBe('320 µs (290–330) Yoga, 500 µs (400–500) Mercurius + JIT')
})
