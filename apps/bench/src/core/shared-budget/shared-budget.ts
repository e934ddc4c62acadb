import { bearerToken, createOAuthApi, fixed, pollUsageExecution, type Schedule } from '@grantstream/core'
import { VirtualTimeScheduler } from 'rxjs'
import { type Measure, table } from '../../figure.ts'
import { seeded } from '../../random.ts'
import { mean } from '../../statistics.ts'
import { createLimitedServer } from './limited-server.ts'

const executions = 100
const perMinute = 300

interface Outcome {
  readonly refused: number
  readonly refusedAfterFirstWindow: number
  readonly requests: number
  readonly done: number
  /** Seconds from the beginning to the state that told the end. */
  readonly fastestS: number
  readonly slowestS: number
  readonly meanS: number
}

/** A hundred usage queries of one token, all started at once, followed to their ends in virtual time. */
const follow = (durationMs: number, options: { schedule?: Schedule; budget?: false }): Outcome => {
  const scheduler = new VirtualTimeScheduler()
  const random = seeded(5)
  const server = createLimitedServer(scheduler, durationMs, perMinute)
  const api = createOAuthApi({
    apiUrl: 'http://127.0.0.1',
    auth: bearerToken('t1'),
    transport: server.transport,
    scheduler,
    ...(options.budget === false && { budget: false }),
  })
  const toldAtS: number[] = []
  const { schedule } = options
  for (let execution = 0; execution < executions; execution++) {
    api
      .postOauthClientUsageQuery(`c${execution}`, { interval: '2026-01-01/2026-01-31' })
      .pipe(pollUsageExecution(api, `c${execution}`, { scheduler, random, ...(schedule && { schedule }) }))
      .subscribe({
        next: (state) => state.status === 'complete' && toldAtS.push(scheduler.now() / 1000),
        error: () => {},
      })
  }
  scheduler.flush()
  return {
    refused: server.refusedAtMs.length,
    refusedAfterFirstWindow: server.refusedAtMs.filter((atMs) => atMs >= 60_000).length,
    requests: server.requestsAtMs.length,
    done: toldAtS.length,
    fastestS: Math.min(...toldAtS),
    slowestS: Math.max(...toldAtS),
    meanS: mean(toldAtS),
  }
}

/** What becomes of many polls that share the requests of one token. */
export const measureSharedBudget: Measure = async () => {
  const durationsS = [10, 30, 60, 120, 300]
  const kinds: Record<string, { schedule?: Schedule; budget?: false }> = {
    ours: {},
    'ours without a budget': { budget: false },
    'every 2 s, no budget': { budget: false, schedule: fixed(2000) },
  }
  const rows = Object.entries(kinds).flatMap(([kind, options]) =>
    durationsS.map((durationS) => ({ kind, durationS, ...follow(durationS * 1000, options) })),
  )
  const ours = rows.filter((row) => row.kind === 'ours')
  if (ours.some((row) => row.done !== executions)) throw new Error('not all executions came to their end')
  const refused = ours.reduce((sum, row) => sum + row.refusedAfterFirstWindow, 0)
  const spread = Math.max(...ours.map((row) => row.slowestS / row.fastestS))
  const late = mean(ours.map((row) => row.meanS - row.durationS))
  const interval = executions / ((perMinute * 2) / 3 / 60)
  const storm = rows.filter((row) => row.kind === 'every 2 s, no budget').reduce((sum, row) => sum + row.refused, 0)
  return {
    figures: [
      {
        what: `${executions} executions on a budget of ${perMinute} a minute`,
        peers: `none is aware of it; every 2 s: ${storm} answers 429`,
        ours: `${refused} answers 429 after the first window; slowest/fastest detection ${spread.toFixed(2)}; told ${late.toFixed(0)} s late on average`,
        goal: '0; ≤ 2',
        reached: refused === 0 && spread <= 2,
      },
    ],
    notes: [
      '### A shared budget',
      '',
      table(
        [
          '',
          'executions of',
          'requests',
          '429',
          '429 after the first minute',
          'ended',
          'fastest, s',
          'slowest, s',
          'ratio',
        ],
        rows.map((row) => [
          row.kind,
          `${row.durationS} s`,
          String(row.requests),
          String(row.refused),
          String(row.refusedAfterFirstWindow),
          String(row.done),
          row.fastestS.toFixed(1),
          row.slowestS.toFixed(1),
          row.meanS.toFixed(1),
          (row.slowestS / row.fastestS).toFixed(2),
        ]),
      ),
      '',
      `${executions} usage queries of one token, all started at the same instant, in virtual time; a server that answers 429 with a`,
      `Retry-After from the ${perMinute + 1}st request of a minute on. Detection is counted from that instant. Ours is as it comes: a budget of`,
      `${perMinute} is its default.`,
      '',
      `Polls may make two thirds of that, so that ${executions} of them that know nothing of durations look every ${interval.toFixed(0)} s each, in any order;`,
      `whatever ends in between is told ${(interval / 2).toFixed(0)} s late on average. Only a schedule learned from past durations looks at better times.`,
    ].join('\n'),
  }
}
