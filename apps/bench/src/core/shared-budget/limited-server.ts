import type { HttpResponse, Transport } from '@grantstream/core'
import { defer, map, type SchedulerLike, timer } from 'rxjs'

const minuteMs = 60_000

/** What a server saw that lets one token make so many requests in each minute of its clock. */
export interface LimitedServer {
  readonly transport: Transport
  /** The instants of all requests, and of those that were answered 429. */
  readonly requestsAtMs: readonly number[]
  readonly refusedAtMs: readonly number[]
}

/** A server whose executions take `durationMs`, in the time of a scheduler; each answer takes 20 ms. */
export const createLimitedServer = (scheduler: SchedulerLike, durationMs: number, perMinute: number): LimitedServer => {
  const requestsAtMs: number[] = []
  const refusedAtMs: number[] = []
  const startedAtMs = new Map<string, number>()
  const counts = new Map<number, number>()

  const answer = (url: string): HttpResponse => {
    const nowMs = scheduler.now()
    requestsAtMs.push(nowMs)
    const minute = Math.floor(nowMs / minuteMs)
    const count = (counts.get(minute) ?? 0) + 1
    counts.set(minute, count)
    if (count > perMinute) {
      refusedAtMs.push(nowMs)
      const seconds = Math.ceil(((minute + 1) * minuteMs - nowMs) / 1000)
      return reply(429, { status: 429, code: 'too.many.requests.retry.after' }, { 'retry-after': String(seconds) })
    }
    const client = /clients\/(\w+)\//.exec(url)?.[1] ?? ''
    if (!url.includes('/results/')) {
      startedAtMs.set(client, nowMs)
      return reply(202, { executionId: `e-${client}` })
    }
    const isDone = nowMs - (startedAtMs.get(client) ?? nowMs) >= durationMs
    return reply(200, isDone ? { queryStatus: 'Complete', results: [] } : { queryStatus: 'Running' })
  }
  const transport: Transport = ({ url }) =>
    defer(() => {
      const response = answer(url)
      return timer(20, scheduler).pipe(map(() => response))
    })
  return { transport, requestsAtMs, refusedAtMs }
}

const reply = (status: number, body: object, headers: Record<string, string> = {}): HttpResponse => ({
  status,
  headers: new Headers(headers),
  text: JSON.stringify(body),
})
