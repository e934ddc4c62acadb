import { setTimeout as sleep } from 'node:timers/promises'
import { lastValueFrom, of } from 'rxjs'
import { createOAuthApi, pollUsageExecution, type Transport, tokenFrom } from '../../src/index.ts'
import { createFastClock, timesFaster } from './fast-clock.ts'
import type { HostileScript } from './script.ts'
import { type Seen, serveScript, waitsBetween } from './serve-script.ts'

/** How a job went. */
export interface Followed {
  /** How many rows it gave, or the error that it ended with. */
  readonly ended: number | Error
  readonly looks: readonly Seen[]
  /** The paths of all other requests. */
  readonly others: readonly string[]
  /** How many looks came after the end. */
  readonly looksAfter: number
  /** Milliseconds from each answer to the next look. */
  readonly waitsMs: readonly number[]
}

/** Does the whole job with core against the server of a script, over a transport and real sockets. */
export const followScript = async (script: HostileScript, transport: Transport): Promise<Followed> => {
  const { scheduler, jump } = createFastClock()
  const nowMs = () => scheduler.now()
  const onLook = (count: number) => count === 2 && jump(script.clockJumpMs ?? 0)
  const server = await serveScript(script, { nowMs, timesFaster, onLook })
  const { timeoutMs = 5_000_000, deadlineMs = 5_000_000, retryAfterLimitMs, everyMs } = script
  let logins = 0
  const api = createOAuthApi({
    apiUrl: server.url,
    auth: tokenFrom(() => of(`t${++logins}`)),
    transport,
    timeoutMs,
    scheduler,
  })
  const schedule = everyMs === undefined ? undefined : () => everyMs
  const job = api
    .postOauthClientUsageQuery('c1', { interval: '2026-01-01/2026-01-31' })
    .pipe(pollUsageExecution(api, 'c1', { schedule, deadlineMs, retryAfterLimitMs, scheduler }))
  const ended = await lastValueFrom(job).then(
    (state) => (state.status === 'complete' ? state.rows.length : new Error(`ended as ${state.status}`)),
    (error: Error) => error,
  )
  // A look that was sent just before the end may still arrive.
  await sleep(10)
  const looksAtEnd = server.looks.length
  await sleep(20)
  const looksAfter = server.looks.length - looksAtEnd
  await server.close()
  return { ended, looks: server.looks, others: server.others, looksAfter, waitsMs: waitsBetween(server.looks) }
}
