import { startCommand } from '../test/run-command.ts'
import { type OpenStream, streamTransports, subscribe } from '../test/subscribe.ts'
import { principalOf, serveUpstream } from './serve-upstream.ts'
import { until } from './until.ts'

export interface DrainReport {
  readonly streams: number
  /** How many were told that the gateway drains, and when to come back. */
  readonly told: number
  /** How many were complete, and not cut. */
  readonly completed: number
  /** What callers were answered while streams were still being told. */
  readonly meanwhile: { readonly ready: number; readonly newStream: number }
  /** Milliseconds from the signal to the end of the process, and what it ended with. */
  readonly endedAfterMs: number
  readonly exitCode: number | null
  /** The least and the most milliseconds that a reader was asked to wait. */
  readonly retryAfterMs: readonly [number, number]
}

const follow = 'subscription { result: usageExecution(clientId: "c1", executionId: "e1") { status } }'

/** Opens streams at a gateway that is a process of its own, half of them on each transport, and sends it SIGTERM. */
export const drainStreams = async (streams: number, drainMs: number): Promise<DrainReport> => {
  const upstream = await serveUpstream(({ path, token }, answer) =>
    answer(200, path.endsWith('/tokens/me') ? principalOf(token) : { queryStatus: 'Running' }),
  )
  const { child, ended, url } = await startCommand({
    UPSTREAM_API_URL: upstream.url,
    GATEWAY_DRAIN_MS: String(drainMs),
    GATEWAY_STREAMS_PER_CALLER_MAX: String(streams + 1),
    GATEWAY_LOG_LEVEL: 'error',
  })
  try {
    const open = Array.from({ length: streams }, (_, index) =>
      subscribe(url, 'p1-token', follow, streamTransports[index % streamTransports.length]),
    )
    const isLive = ({ statuses }: OpenStream) => statuses().length > 0
    if (!(await until(() => open.every(isLive), 60_000))) throw new Error('Not every stream came to life')

    const signalledAtMs = performance.now()
    child.kill('SIGTERM')
    await until(async () => (await fetch(`${url}/ready`)).status === 503, drainMs)
    const ready = (await fetch(`${url}/ready`)).status
    const newStream = (await openByHttp(url)).status
    const { code } = await ended
    const endedAfterMs = Math.round(performance.now() - signalledAtMs)

    const results = await Promise.allSettled(open.map((stream) => stream.ended))
    const waits = open.flatMap(({ results: all }) => retryOf(all.at(-1)?.extensions?.streamEnd))
    return {
      streams,
      told: waits.length,
      completed: results.filter(({ status }) => status === 'fulfilled').length,
      meanwhile: { ready, newStream },
      endedAfterMs,
      exitCode: code,
      retryAfterMs: [Math.min(...waits), Math.max(...waits)],
    }
  } finally {
    child.kill('SIGKILL')
    await upstream.close()
  }
}

const retryOf = (word: unknown): number[] => {
  const { reason, retryAfterMs } = (word ?? {}) as { readonly reason?: string; readonly retryAfterMs?: number }
  return reason === 'draining' && retryAfterMs !== undefined ? [retryAfterMs] : []
}

const openByHttp = (url: string): Promise<Response> =>
  fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { authorization: 'Bearer p1-token', 'content-type': 'application/json', accept: 'text/event-stream' },
    body: JSON.stringify({ query: follow }),
  })
