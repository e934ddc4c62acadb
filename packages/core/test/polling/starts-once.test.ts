import fc from 'fast-check'
import { type Subscription, VirtualTimeScheduler } from 'rxjs'
import { describe, expect, it } from 'vitest'
import { HttpError, NetworkError } from '../../src/errors.ts'
import { pollUsageExecution } from '../../src/polling/poll-usage-execution.ts'
import { resumeUsageExecution } from '../../src/polling/resume-usage-execution.ts'
import { startUsageQuery } from '../../src/polling/start-usage-execution.ts'
import { createUsageExecutions } from '../../src/polling/usage-executions.ts'
import { scriptedUsage, type UsageScript } from './scripted-usage.ts'

const results = 'getOauthClientUsageQueryResult'
const body = { interval: '2026-01-01/2026-02-01' }
const refused = new HttpError({ operationId: results, status: 403, missingPermissions: [], details: [] })

const look = fc.record({
  afterMs: fc.nat(40),
  outcome: fc.constantFrom('running', 'network', 'refused', 'failed', 'complete'),
})
const act = fc.record({
  afterMs: fc.nat(60),
  what: fc.constantFrom('subscribe', 'subscribe', 'unsubscribe', 'resume', 'follow'),
  which: fc.nat(9),
})
const script = fc.record({
  startMs: fc.nat(80),
  looks: fc.array(look, { minLength: 1, maxLength: 6 }),
  acts: fc.array(act, { minLength: 1, maxLength: 14 }),
  graceMs: fc.nat(30),
  isShared: fc.boolean(),
})

const turnOf = ({ afterMs, outcome }: { afterMs: number; outcome: string }): UsageScript['looks'][number] => {
  if (outcome === 'network') return { afterMs, error: new NetworkError(results) }
  if (outcome === 'refused') return { afterMs, error: refused }
  if (outcome === 'complete') return { afterMs, answer: { queryStatus: 'Complete', results: [] } }
  return { afterMs, answer: { queryStatus: outcome === 'failed' ? 'Failed' : 'Running' } }
}

describe('a logical start', () => {
  it('posts exactly once in 1,000 random scripts of subscribing, leaving, failing looks and resuming', () => {
    fc.assert(
      fc.property(script, ({ startMs, looks, acts, graceMs, isShared }) => {
        const scheduler = new VirtualTimeScheduler()
        const api = scriptedUsage({ scheduler, starts: [{ afterMs: startMs }], looks: looks.map(turnOf) })
        const options = { scheduler, schedule: () => 10, maxPolls: 20, random: () => 0.5 }
        const executions = createUsageExecutions(api, { ...options, graceMs })
        const start = startUsageQuery(api, 'c1', body)
        const states = isShared ? executions.query('c1', body) : start.pipe(pollUsageExecution(api, 'c1', options))
        const links: Subscription[] = []
        let token: string | undefined
        const follow = (stream: typeof states) =>
          links.push(
            stream.subscribe({
              next: (state) => {
                if (state.status === 'running') token = state.resumeToken
              },
              error: (error) => {
                token = error.execution?.resumeToken ?? token
              },
            }),
          )
        const perform = ({ what, which }: { what: string; which: number }) => {
          if (what === 'subscribe') follow(states)
          if (what === 'unsubscribe') links[which % Math.max(links.length, 1)]?.unsubscribe()
          if (what === 'follow') follow(executions.follow('c1', 'e1'))
          if (what === 'resume' && token !== undefined) follow(resumeUsageExecution(api, token, options))
        }
        let atMs = 0
        for (const entry of acts) {
          atMs += entry.afterMs
          scheduler.schedule(() => perform(entry), atMs)
        }

        scheduler.flush()

        const wasStarted = acts.some(({ what }) => what === 'subscribe')
        expect(api.asked).toMatchObject({ starts: wasStarted ? 1 : 0, accepted: wasStarted ? 1 : 0, startsCut: 0 })
        expect(executions.size).toBe(0)
      }),
      { numRuns: 1000 },
    )
  })

  it('that failed is not kept: whoever comes after it starts anew, and all share that one', () => {
    const scheduler = new VirtualTimeScheduler()
    const error = new NetworkError('postOauthClientUsageQuery')
    const starts = [{ afterMs: 5, error }, { afterMs: 5 }]
    const api = scriptedUsage({ scheduler, starts, looks: [{ afterMs: 0, answer: { queryStatus: 'Complete' } }] })
    const states = createUsageExecutions(api, { scheduler, schedule: () => 1 }).query('c1', body)
    const seen: unknown[] = []
    const follow = () =>
      states.subscribe({ next: ({ status }) => seen.push(status), error: (failure) => seen.push(failure) })

    follow()
    scheduler.schedule(follow, 10)
    scheduler.schedule(follow, 12)
    scheduler.flush()

    expect(api.asked).toMatchObject({ starts: 2, accepted: 1 })
    expect(seen).toEqual(['starting', error, 'starting', 'starting', 'running', 'running', 'complete', 'complete'])
  })
})
