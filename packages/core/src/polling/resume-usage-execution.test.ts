import { NEVER, of } from 'rxjs'
import { describe, expect, it } from 'vitest'
import { marbles } from '../../test/marbles.ts'
import { ResumeTokenError } from '../errors.ts'
import { writeResumeToken } from './resume-token.ts'
import { resumeUsageExecution } from './resume-usage-execution.ts'
import type { Look } from './schedule.ts'

const apiUrl = 'https://api.example.test'
const tokenOf = (startedAtMs: number, host = apiUrl) =>
  writeResumeToken({ clientId: 'c1', executionId: 'e1', startedAtMs }, host) ?? ''
const dayMs = 24 * 3600 * 1000

describe('resumeUsageExecution', () => {
  it('looks at once at the execution of the token, and lets the schedule count from its start', () =>
    marbles(({ cold, expectObservable, flush }) => {
      const asked: string[][] = []
      const seen: Look[] = []
      const replies = ['(r|)', '(c|)']
      const api = {
        apiUrl,
        getOauthClientUsageQueryResult: (...ids: [string, string]) => {
          asked.push(ids.slice(0, 2))
          return cold(replies.shift() ?? '', {
            r: { queryStatus: 'Running' as const },
            c: { queryStatus: 'Complete' as const },
          })
        },
      }
      const schedule = (look: Look) => {
        seen.push(look)
        return 5
      }
      const states = resumeUsageExecution(api, tokenOf(0), { schedule, random: () => 0.5 })
      const facts = { clientId: 'c1', executionId: 'e1' }
      const running = { ...facts, status: 'running', resumeToken: tokenOf(0) }

      expectObservable(states, '--------^').toBe('--------(ab)-(c|)', {
        a: { ...running, polls: 0, elapsedMs: 0, nextLookMs: 0 },
        b: { ...running, polls: 1, elapsedMs: 0, nextLookMs: 5 },
        c: { ...facts, status: 'complete', polls: 2, elapsedMs: 5, rows: [] },
      })
      flush()

      expect(asked).toEqual([
        ['e1', 'c1'],
        ['e1', 'c1'],
      ])
      expect(seen).toEqual([{ polls: 1, elapsedMs: 8, random: 0.5 }])
    }))

  it('takes a token of its client that is a day old', () =>
    marbles(({ expectObservable, scheduler }) => {
      const clock = { now: () => 2 * dayMs, schedule: scheduler.schedule.bind(scheduler) }
      const api = { apiUrl, getOauthClientUsageQueryResult: () => NEVER }

      const states = resumeUsageExecution(api, tokenOf(dayMs), { scheduler: clock, clientId: 'c1' })

      expectObservable(states, '--!').toBe('a', { a: expect.objectContaining({ status: 'running' }) })
    }))

  it.each([
    ['malformed', 'nonsense', {}],
    ['version', tokenOf(0).replace('g1', 'g7'), {}],
    ['foreign', tokenOf(0, 'https://api.other.test'), {}],
    ['foreign', tokenOf(0), { clientId: 'c2' }],
    ['expired', tokenOf(0), {}],
    ['expired', tokenOf(4 * dayMs), {}],
    ['expired', tokenOf(2 * dayMs - 10), { maxAgeMs: 9 }],
  ] as const)('refuses what is %s, and asks nothing', (reason, token, options) =>
    marbles(({ expectObservable, scheduler }) => {
      let asked = 0
      const getOauthClientUsageQueryResult = () => {
        asked++
        return NEVER
      }
      const clock = { now: () => 2 * dayMs, schedule: scheduler.schedule.bind(scheduler) }
      const states = resumeUsageExecution({ apiUrl, getOauthClientUsageQueryResult }, token, {
        ...options,
        scheduler: clock,
      })

      expectObservable(states).toBe('#', undefined, new ResumeTokenError(reason))
      expect(asked).toBe(0)
    }),
  )

  it('refuses options that cannot be used, at the call', () => {
    const api = { apiUrl, getOauthClientUsageQueryResult: () => of({}) }

    expect(() => resumeUsageExecution(api, tokenOf(0), { maxAgeMs: -1 })).toThrow(/^maxAgeMs: number given/)
    expect(() => resumeUsageExecution(api, tokenOf(0), { clientId: '' })).toThrow(/^clientId: an empty string given/)
  })
})
