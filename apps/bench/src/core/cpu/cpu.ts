import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Measure, table } from '../../figure.ts'
import { peersFolder } from '../../peers.ts'
import { median, quantile } from '../../statistics.ts'
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

/** What one GET costs the process that makes it, in microseconds of CPU. */
export const measureCpu: Measure = async ({ quick }) => {
  const upstream = fork(file('upstream-main.ts'))
  const [port] = await once(upstream, 'message')
  const url = `http://127.0.0.1:${port}`
  const contenders: Record<string, ChildProcess> = {
    'undici.request': fork(join(peersFolder, 'get-client.mjs'), ['undici', url]),
    'ours, node entry': fork(file('our-client-main.ts'), [url, 'node']),
    fetch: fork(join(peersFolder, 'get-client.mjs'), ['fetch', url]),
    'fetch with a signal': fork(join(peersFolder, 'get-client.mjs'), ['fetch with a signal', url]),
    'ours, fetch': fork(file('our-client-main.ts'), [url, 'fetch']),
    vendor: fork(join(peersFolder, 'get-client.mjs'), ['vendor', url]),
  }
  // A collection of what is young falls on every 900th request or so: few of them in a round would make its figure a draw.
  const count = quick ? 1000 : 16_000
  const rounds = quick ? 3 : 7
  const taken = new Map(Object.keys(contenders).map((name) => [name, [] as RoundCost[]]))
  try {
    for (let round = -2; round < rounds; round++) {
      for (const [name, contender] of Object.entries(contenders)) {
        const cost = await ask(contender, { count, atOnce: 16 })
        // The first rounds warm the machine up.
        if (round >= 0) taken.get(name)?.push(cost)
      }
    }
  } finally {
    for (const process of [upstream, ...Object.values(contenders)]) process.kill()
  }
  const cpu = (name: string, part = 0.5) =>
    quantile(
      (taken.get(name) ?? []).map(({ cpuMicros }) => cpuMicros),
      part,
    )
  const wall = (name: string) => median((taken.get(name) ?? []).map(({ wallMicros }) => wallMicros))
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
        ['', 'CPU, µs', 'quartiles', 'time, µs'],
        Object.keys(contenders).map((name) => [
          name,
          cpu(name).toFixed(1),
          `${cpu(name, 0.25).toFixed(1)}–${cpu(name, 0.75).toFixed(1)}`,
          wall(name).toFixed(1),
        ]),
      ),
      '',
      `A process each, asking one server in another process for clients by id (a body of ${clientBody('c1').length} bytes), 16 at once, each`,
      `another id; ${rounds} interleaved rounds of ${count} after 2 to warm up; medians. User and system time; every answer is checked.`,
      'A stream that can be left needs a fetch that can be aborted, which costs what the line «fetch with a signal» shows: the floor of ours.',
      'Above it lie a Request that no cache may answer, and core.',
    ].join('\n'),
  }
}
