import { setTimeout as sleep } from 'node:timers/promises'
import type { Measure } from '../figure.ts'
import { quantile } from '../statistics.ts'
import { startOurs } from './contender.ts'
import { type Reader, subscribeAll } from './subscribe-all.ts'
import { startUpstream } from './upstream.ts'

const executions = 100
const token = 'p1.100'
const settings = {
  GATEWAY_STREAMS_MAX: '100000',
  GATEWAY_STREAMS_PER_CALLER_MAX: '100000',
  GATEWAY_CONNECTIONS_MAX: '100000',
}

/** What so many subscribers of a hundred executions cost the gateway, from their start to the end of their streams. */
const measureCrowd = async (count: number, idleMs: number) => {
  const upstream = await startUpstream()
  const gateway = await startOurs(upstream.url, settings)
  let readers: Reader[] = []
  try {
    await sleep(1000)
    const before = await gateway.usage()
    readers = await subscribeAll(gateway.url, count, executions, token)
    await sleep(idleMs)
    const after = await gateway.usage()
    const looks = Object.entries(await upstream.calls()).find(([path]) => path.includes('/results/'))?.[1] ?? 0
    await upstream.finishUsage()
    const deadline = Date.now() + 90_000
    while (readers.some(({ completedAtMs }) => completedAtMs === undefined)) {
      if (Date.now() > deadline) throw new Error('not all readers were told that their executions are complete')
      await sleep(50)
    }
    const completedAtMs = await upstream.completedAtMs()
    const lags = Object.entries(completedAtMs).map(
      ([id, atMs]) =>
        Math.max(
          ...readers.filter(({ executionId }) => executionId === id).map((reader) => reader.completedAtMs ?? 0),
        ) - atMs,
    )
    return { bytesEach: (after.rss - before.rss) / count, looks, lags }
  } finally {
    for (const { socket } of readers) socket.destroy()
    gateway.process.kill()
    upstream.stop()
  }
}

/** Idle subscribers: what each of them holds, what they cost the upstream, and how soon the last of them hears the end. */
export const measureSubscribers: Measure = async ({ quick }) => {
  const count = quick ? 2_000 : 10_000
  const idleMs = quick ? 10_000 : 30_000
  const few = await measureCrowd(executions, idleMs)
  const many = await measureCrowd(count, idleMs)
  const kilobytes = many.bytesEach / 1000
  const last = quantile(many.lags, 0.99)
  return {
    figures: [
      {
        what: `memory of each of ${count} idle SSE subscribers`,
        peers: '',
        ours: `${kilobytes.toFixed(1)} KB resident`,
        goal: '≤ 20 KB',
        reached: kilobytes <= 20,
      },
      {
        what: `upstream looks for ${count} subscribers of ${executions} executions`,
        peers: `${few.looks} for ${executions} subscribers`,
        ours: `${many.looks}`,
        goal: 'equal',
        // Jitter, and the time that opening so many takes, move a few looks.
        reached: many.looks <= few.looks * 1.25,
      },
      {
        what: `event to last client, ${count} subscribers`,
        peers: '',
        ours: `p99 ${last.toFixed(0)} ms`,
        goal: '≤ 250 ms',
        reached: last <= 250,
      },
    ],
    notes: [
      '### Idle subscribers',
      '',
      `${count} streams of server-sent events over one token, each on a socket of its own, on ${executions} executions that run. Memory is what the`,
      'resident set of the gateway grew by, divided by their number, its sockets included. Looks are counted from the first stream to the end of',
      `the idle time of ${idleMs / 1000} s. Event to last client: from the look that finds an execution complete until the last of its subscribers`,
      'has read that, over the executions; reader, gateway and upstream share two cores.',
    ].join('\n'),
  }
}
