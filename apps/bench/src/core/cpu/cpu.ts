import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Measure, spread, table } from '../../figure.ts'
import { peersFolder } from '../../peers.ts'
import { median } from '../../statistics.ts'
import type { Round, RoundCost } from './answer-rounds.ts'
import { clientBody } from './client-body.ts'

const file = (name: string) => fileURLToPath(new URL(name, import.meta.url))

const ask = async (contender: ChildProcess, round: Round): Promise<RoundCost> => {
  const settled = new AbortController()
  const { signal } = settled
  contender.send(round)
  try {
    const [answer] = await Promise.race([
      once(contender, 'message', { signal }),
      once(contender, 'exit', { signal }).then(() => {
        throw new Error(`${contender.spawnargs.join(' ')} ended early`)
      }),
    ])
    return answer as RoundCost
  } finally {
    settled.abort()
  }
}

/** How each contender is started; the number of processes of it comes on top. */
const programs = (url: string): Record<string, readonly [file: string, args: readonly string[]]> => {
  const peer = join(peersFolder, 'get-client.mjs')
  const ours = file('our-client-main.ts')
  return {
    'undici.request': [peer, ['undici', url]],
    'ours, node entry': [ours, [url, 'node']],
    fetch: [peer, ['fetch', url]],
    'fetch with a signal': [peer, ['fetch with a signal', url]],
    'ours, fetch': [ours, [url, 'fetch']],
    vendor: [peer, ['vendor', url]],
  }
}

// V8 tidies up a process that has nothing to do for 8 s, as while others take their turns, and it is slow for long after.
const execArgv = ['--no-memory-reducer']

/** What one GET costs the process that makes it, in microseconds of CPU. */
export const measureCpu: Measure = async ({ quick }) => {
  const upstream = fork(file('upstream-main.ts'))
  const [port] = await once(upstream, 'message')
  const contenders = programs(`http://127.0.0.1:${port}`)
  const [each, rounds] = quick ? [1, 3] : [3, 4]
  // A collection of what is young falls on every 900th request or so: few of them in a round would make its figure a draw.
  const count = quick ? 1000 : 16_000
  const processes = Object.entries(contenders).flatMap(([name, [program, args]]) =>
    Array.from({ length: each }, () => ({ name, child: fork(program, args, { execArgv }), costs: [] as RoundCost[] })),
  )
  try {
    for (let round = -2; round < rounds; round++) {
      for (const { child, costs } of processes) {
        const cost = await ask(child, { count, atOnce: 16 })
        // The first rounds warm the machine up.
        if (round >= 0) costs.push(cost)
      }
    }
  } finally {
    for (const child of [upstream, ...processes.map(({ child }) => child)]) child.kill()
  }
  /** Of each process of a contender the median of its rounds. */
  const taken = (contender: string, what: keyof RoundCost) =>
    processes.filter(({ name }) => name === contender).map(({ costs }) => median(costs.map((cost) => cost[what])))
  const cpu = (name: string) => median(taken(name, 'cpuMicros'))
  const [node, floor] = [cpu('ours, node entry'), cpu('undici.request')]
  const [fetched, bare, abortable] = [cpu('ours, fetch'), cpu('fetch'), cpu('fetch with a signal')]
  const above = (floor: number) =>
    `${fetched < floor ? '−' : '+'} ${(Math.abs(fetched / floor - 1) * 100).toFixed(1)} %`
  return {
    figures: [
      {
        what: 'CPU per GET, node entry',
        peers: `${floor.toFixed(0)} µs (undici.request), ${cpu('vendor').toFixed(0)} µs (vendor)`,
        ours: `${node.toFixed(0)} µs, ${(node / floor).toFixed(2)} × undici.request`,
        goal: '≤ 1.5 × undici.request',
        reached: node <= 1.5 * floor,
      },
      {
        what: 'CPU per GET, fetch transport',
        peers: `${bare.toFixed(0)} µs (fetch), ${abortable.toFixed(0)} µs (fetch that can be aborted), ${cpu('vendor').toFixed(0)} µs (vendor)`,
        ours: `${fetched.toFixed(0)} µs, fetch ${above(bare)}, fetch that can be aborted ${above(abortable)}`,
        goal: '≤ fetch + 8 %',
        reached: fetched <= 1.08 * bare,
      },
    ],
    notes: [
      '### CPU per GET',
      '',
      table(
        ['', 'CPU, µs', 'time, µs'],
        Object.keys(contenders).map((name) => [
          name,
          spread(taken(name, 'cpuMicros'), 1),
          spread(taken(name, 'wallMicros'), 1),
        ]),
      ),
      '',
      `Processes of each (${each}), asking one server in another process for clients by id (a body of ${clientBody('c1').length} bytes), 16 at once, each`,
      `another id; ${rounds} interleaved rounds of ${count} after 2 to warm up. Medians of the rounds of a process, of them the median, and in brackets`,
      'the least and the most. User and system time; every answer is checked. All run with `--no-memory-reducer`, since a process that',
      'waits for its turn would be tidied up by V8, and slow after that.',
      'A stream that can be left needs a fetch that can be aborted, as in the line «fetch with a signal». Node keeps what belongs to one',
      'of these past the next collections, until its signal aborts; ours aborts when it is over too. Above it lie a Request that no',
      'cache may answer, and core.',
    ].join('\n'),
  }
}
