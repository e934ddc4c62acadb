import { join } from 'node:path'
import { bearerToken, createOAuthApi, pollUsageExecution, type Transport } from '@grantstream/core'
import { lastValueFrom, of, VirtualTimeScheduler } from 'rxjs'
import type { Measure } from '../../figure.ts'
import { peersFolder, runJson } from '../../peers.ts'
import { seeded } from '../../random.ts'
import { randomHeader } from './random-header.ts'

const headersPerExecution = 100

/** How many looks core takes at one execution before the server said that it may, over random headers. */
const countEarly = async (random: () => number): Promise<number> => {
  const scheduler = new VirtualTimeScheduler()
  let notBeforeMs: number | undefined
  let looks = 0
  let early = 0
  const transport: Transport = () => {
    if (notBeforeMs !== undefined && scheduler.now() < notBeforeMs) early++
    if (looks++ === headersPerExecution) {
      return of({ status: 200, headers: new Headers(), text: '{"queryStatus":"Complete","results":[]}' })
    }
    const status = [200, 429, 503][Math.floor(random() * 3)] ?? 200
    const header = randomHeader(random, scheduler.now())
    notBeforeMs = header.notBeforeMs
    const text = status === 200 ? '{"queryStatus":"Running"}' : `{"status":${status}}`
    return of({ status, headers: new Headers({ 'retry-after': header.text }), text })
  }
  const api = createOAuthApi({ apiUrl: 'http://127.0.0.1', auth: bearerToken('t1'), transport, scheduler })
  const unlimited = { deadlineMs: Number.MAX_SAFE_INTEGER, retryAfterLimitMs: Number.MAX_SAFE_INTEGER }
  const ended = lastValueFrom(
    of({ executionId: 'e1' }).pipe(pollUsageExecution(api, 'c1', { ...unlimited, scheduler, random })),
  )
  scheduler.flush()
  if ((await ended).status !== 'complete') throw new Error('an execution did not come to its end')
  return early
}

/** Whether anybody looks before the server allowed it. */
export const measureEarlyLooks: Measure = async ({ quick }) => {
  const random = seeded(11)
  const executions = quick ? 50 : 1000
  let early = 0
  for (let execution = 0; execution < executions; execution++) early += await countEarly(random)
  const storm = await runJson<number>(join(peersFolder, 'count-storm.mjs'))
  const headers = executions * headersPerExecution
  return {
    figures: [
      {
        what: `looks earlier than directed, over ${headers.toLocaleString('en')} random headers`,
        peers: `Azure: ${storm} requests in 0.2 s on a delay of 30 days; AWS and OpenAI do not read Retry-After`,
        ours: String(early),
        goal: '0',
        reached: early === 0,
      },
    ],
    notes: [
      '### Early looks',
      '',
      'Retry-After in seconds up to 30 days, in the three forms of HTTP dates a day back and ahead, and in nonsense, on answers 200,',
      '429 and 503; the whole of core in virtual time over a transport of its own. Azure runs its `createHttpPoller` in real time',
      'over an operation that answers at once.',
    ].join('\n'),
  }
}
