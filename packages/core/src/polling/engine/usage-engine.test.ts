import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { seeded } from '../../../test/polling/seeded.ts'
import { HttpError } from '../../errors.ts'
import { retryAfter } from '../../http/retry-after.ts'
import { learned } from '../learned.ts'
import { squareRoot } from '../square-root.ts'
import { startUsage, stepUsage, type UsageEvent, type UsagePlan } from './usage-engine.ts'

const plan: UsagePlan = {
  clientId: 'c1',
  executionId: 'e1',
  schedule: squareRoot(),
  maxPolls: Number.POSITIVE_INFINITY,
  retryAfterLimitMs: Number.POSITIVE_INFINITY,
  ageMs: 0,
}
const nowMs = Date.UTC(2026, 0, 1)
const running = { queryStatus: 'Running' } as const

const two = (value: number) => String(value).padStart(2, '0')
const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']

/** A date in one of the three forms of HTTP. */
const dateIn = (form: number, ms: number): string => {
  const date = new Date(ms)
  const [name = '', day = '', month = '', year = '', clock = ''] = date.toUTCString().replace(',', '').split(' ')
  if (form === 0) return date.toUTCString()
  if (form === 1) return `${days[date.getUTCDay()]}, ${day}-${month}-${two(date.getUTCFullYear() % 100)} ${clock} GMT`
  return `${name} ${month} ${String(date.getUTCDate()).padStart(2)} ${clock} ${year}`
}

describe('stepUsage', () => {
  it('looks no earlier than directed, in seconds and in every form of date, 100,000 times', () => {
    const random = seeded(1)
    let early = 0
    let directed = 0

    for (let run = 0; run < 100_000; run++) {
      const waitMs = Math.floor(random() ** 4 * 40 * 86_400) * 1000
      const form = Math.floor(random() * 4)
      const header = form === 3 ? String(waitMs / 1000) : dateIn(form, nowMs + waitMs)
      const retryAfterMs = retryAfter(header, nowMs)
      const scope = { nowMs, random: random() }
      const error = new HttpError({
        operationId: 'getOauthClientUsageQueryResult',
        status: 429,
        retryAfterMs,
        missingPermissions: [],
        details: [],
      })
      const event: UsageEvent =
        run % 2 === 0
          ? { kind: 'answered', ...scope, answer: running, retryAfterMs }
          : { kind: 'failed', ...scope, error }
      const [, effect] = stepUsage(plan, startUsage(nowMs), event)
      if (effect.kind !== 'wait' || effect.delayMs < waitMs) early++
      if (effect.kind === 'wait' && effect.delayMs > 2500) directed++
    }

    expect(early).toBe(0)
    expect(directed).toBeGreaterThan(90_000)
  })

  it('looks no earlier than directed for a draw that is below 0, and refuses a wait that is none', () => {
    const event = { kind: 'answered', nowMs: 0, answer: running, retryAfterMs: 9000 } as const

    const [, effect] = stepUsage(plan, startUsage(0), { ...event, random: -5 })

    expect(effect).toEqual({ kind: 'wait', delayMs: 9000 })
    expect(() => stepUsage({ ...plan, schedule: () => -1 }, startUsage(0), { ...event, random: 0 })).toThrow(
      /^schedule:/,
    )
  })

  it('spreads those who were told the same time, up by a tenth of it and 10 s at most', () => {
    const waits = [20_000, 180_000].flatMap((retryAfterMs) =>
      [0, 0.5, 1].map((random) => {
        const event = { kind: 'answered', nowMs: 0, answer: running, retryAfterMs, random } as const
        return stepUsage(plan, startUsage(0), event)[0].delayMs
      }),
    )

    expect(waits).toEqual([20_000, 21_000, 22_000, 180_000, 185_000, 190_000])
  })

  it('gives the schedule the age of the execution, not of the poll', () => {
    const seen: number[] = []
    const schedule = ({ elapsedMs }: { elapsedMs: number }) => seen.push(elapsedMs)

    stepUsage({ ...plan, schedule, ageMs: 5000 }, startUsage(0), { kind: 'begun', nowMs: 30, random: 0.5 })

    expect(seen).toEqual([5030])
  })

  it('ends only with complete, failed, a lasting refusal or a limit, whatever the API answers', () => {
    const status = fc.constantFrom('Running', 'COMPLETE', 'failed', 'Thinking', '', null, 7)
    const answered = fc.record({ queryStatus: status, results: fc.constantFrom(undefined, null, [], {}, 'rows') })

    fc.assert(
      fc.property(answered, (answer) => {
        const told = JSON.parse(JSON.stringify(answer))
        const event = { kind: 'answered', nowMs: 5, random: 0.5, answer: told, retryAfterMs: undefined } as const
        const [state, effect] = stepUsage(plan, startUsage(0), event)
        const [, second] = stepUsage(plan, state, event)

        const isComplete = String(answer.queryStatus).toLowerCase() === 'complete'
        const hasList = answer.results === undefined || answer.results === null || Array.isArray(answer.results)
        const isMalformed = isComplete && !hasList
        const end = answer.queryStatus === 'failed' ? 'fail' : isComplete ? 'complete' : 'wait'
        expect(effect.kind).toBe(isMalformed ? 'wait' : end)
        expect(second.kind).toBe(isMalformed ? 'fail' : end)
        expect(state.lastStatus).toBe(isMalformed ? undefined : told.queryStatus)
      }),
    )
  })

  it('waits for whole milliseconds, so that the time of a state is whole too', () => {
    const events: UsageEvent[] = [
      { kind: 'begun', nowMs: 0, random: 0.5 },
      { kind: 'due', nowMs: 1500 },
      { kind: 'answered', nowMs: 1500, random: 0.5, answer: running, retryAfterMs: undefined },
    ]
    const whole = { ...plan, schedule: learned([2000, 2500, 3000, 8000, 2700, 2800]) }

    const last = events.reduce((state, event) => stepUsage(whole, state, event)[0], startUsage(0))

    expect(last.delayMs).toBeGreaterThan(1000)
    expect([last.delayMs % 1, last.elapsedMs % 1]).toEqual([0, 0])
  })

  it('waits as directed also after an answer that says nothing', () => {
    const answer = JSON.parse('{ "queryStatus": "Complete", "results": "soon" }')
    const event: UsageEvent = { kind: 'answered', nowMs, random: 0, answer, retryAfterMs: 30_000 }

    const [, effect] = stepUsage(plan, startUsage(nowMs), event)

    expect(effect).toEqual({ kind: 'wait', delayMs: 30_000 })
  })
})
