import { defer, delay, merge, type Observable, of, VirtualTimeScheduler } from 'rxjs'
import { describe, expect, it } from 'vitest'
import { answer } from '../../test/answers.ts'
import { bearerToken } from '../auth/bearer-token.ts'
import { createOAuthApi } from '../create-api.ts'
import type { HttpResponse, Transport } from '../http/transport.ts'
import type { ApiEvent } from '../observe/api-event.ts'
import { observing } from '../observe/observing.ts'
import { pollUsageExecution } from '../polling/poll-usage-execution.ts'
import { type BudgetOptions, createBudget } from './create-budget.ts'

const clockOf = () => new VirtualTimeScheduler(undefined, Number.POSITIVE_INFINITY)

/** Apis that share a budget over a transport which notes when each request came, and answers at once. */
const world = (options: BudgetOptions = {}, respond: (path: string) => HttpResponse = () => answer(200, {})) => {
  const scheduler = clockOf()
  const requests: { path: string; atMs: number }[] = []
  const events: ApiEvent[] = []
  const transport: Transport = ({ url }) =>
    defer(() => {
      const path = url.slice('https://a.example/api/v2/oauth/'.length)
      requests.push({ path, atMs: scheduler.now() })
      return of(respond(path))
    })
  const budget = createBudget({ scheduler, ...options })
  const api = (token = 't1') =>
    createOAuthApi({
      apiUrl: 'https://a.example',
      auth: bearerToken(token),
      transport,
      scheduler,
      budget,
      retries: 0,
      watch: observing((event) => events.push(event)),
    })
  return { api, scheduler, requests, events, timers: () => scheduler.actions.filter(({ closed }) => !closed).length }
}
const ignore = { error: () => {} }

describe('createBudget', () => {
  it('lets as many go at once as a minute allows, and the rest when the minute is over', () => {
    const { api, scheduler, requests, events } = world({ perMinute: 3 })
    const one = api()

    for (let n = 0; n < 5; n++) one.getOauthClient(`c${n}`).subscribe()
    scheduler.flush()

    expect(requests.map(({ atMs }) => atMs)).toEqual([0, 0, 0, 60_500, 60_500])
    expect(events.filter(({ kind }) => kind === 'wait')).toMatchObject([
      { reason: 'budget', delayMs: 60_500 },
      { reason: 'budget', delayMs: 60_500 },
    ])
  })

  it('has a bucket for each token, which apis share', () => {
    const { api, scheduler, requests } = world({ perMinute: 1 })

    for (const token of ['t1', 't2', 't1']) api(token).getOauthClients().subscribe()
    scheduler.flush()

    expect(requests.map(({ atMs }) => atMs)).toEqual([0, 0, 60_500])
  })

  it('lets callers take turns, each in its order', () => {
    const { api, scheduler, requests } = world({ perMinute: 1 })
    const [one, other] = [api(), api()]

    for (const id of ['a1', 'a2', 'a3']) one.getOauthClient(id).subscribe()
    for (const id of ['b1', 'b2']) other.getOauthClient(id).subscribe()
    scheduler.flush()

    expect(requests.map(({ path }) => path.slice('clients/'.length))).toEqual(['a1', 'a2', 'b1', 'a3', 'b2'])
  })

  it.each([1, 2, 3])('lets every poll have its turn in a budget of %i a minute', (perMinute) => {
    const { api, scheduler, requests } = world({ perMinute })

    for (const id of ['p1', 'p2', 'p3']) api().getOauthClient(id, { priority: 'poll' }).subscribe()
    scheduler.maxFrames = 300_000
    scheduler.flush()

    expect(requests.map(({ atMs }) => atMs)).toEqual([0, 90_000 / perMinute, 180_000 / perMinute])
  })

  it('lets calls go before polls that came first, and tells of no wait for who had none', () => {
    const { api, scheduler, requests, events } = world({ perMinute: 3 })
    const one = api()

    for (const id of ['p1', 'p2', 'p3', 'p4']) one.getOauthClient(id, { priority: 'poll' }).subscribe()
    for (const id of ['c1', 'c2', 'c3']) one.getOauthClient(id).subscribe()
    scheduler.flush()

    const order = requests.map(({ path }) => path.slice('clients/'.length))
    expect(order.slice(0, 4)).toEqual(['p1', 'c1', 'c2', 'c3'])
    expect(events.filter(({ kind }) => kind === 'wait')).toHaveLength(4)
  })

  it('leaves nothing of one that leaves the queue, and keeps the others in line', () => {
    const { api, scheduler, requests, timers } = world({ perMinute: 1 })
    const one = api()

    one.getOauthClient('c1').subscribe()
    const second = one.getOauthClient('c2').subscribe()
    const third = one.getOauthClient('c3').subscribe()
    second.unsubscribe()
    scheduler.maxFrames = 60_500
    scheduler.flush()
    third.unsubscribe()
    const left = ['c4', 'c5', 'c6'].map((id) => one.getOauthClient(id).subscribe())
    for (const call of left) call.unsubscribe()

    expect(requests.map(({ path }) => path)).toEqual(['clients/c1', 'clients/c3'])
    expect(timers()).toBe(0)
  })

  it('lets a call that the answer of a poll asks for go before the polls that wait', () => {
    const { api, scheduler, requests } = world({ perMinute: 2 })
    const one = api()
    const poll = (id: string) => one.getOauthClient(id, { priority: 'poll' })

    poll('p1').subscribe()
    poll('p2').subscribe(() => one.getOauthClient('c1').subscribe())
    poll('p3').subscribe()
    scheduler.flush()

    expect(requests.map(({ path, atMs }) => [path.slice('clients/'.length), atMs])).toEqual([
      ['p1', 0],
      ['p2', 45_000],
      ['c1', 60_500],
      ['p3', 105_500],
    ])
  })

  it('lets a poll go without waiting for those that left', () => {
    const { api, scheduler, requests } = world({ perMinute: 300 })
    const one = api()
    const poll = (id: string) => one.getOauthClient(id, { priority: 'poll' }).subscribe()

    for (let n = 0; n < 100; n++) poll(`p${n}`)
    const others = Array.from({ length: 99 }, (_, n) => poll(`q${n}`))
    poll('stays')
    scheduler.schedule(() => others.map((other) => other.unsubscribe()), 1000)
    scheduler.flush()

    expect(requests.slice(100)).toEqual([{ path: 'clients/stays', atMs: 1000 }])
  })

  it('stops for the Retry-After of a 429, allows less after it, and comes back to what it was', () => {
    let refusals = 1
    const { api, scheduler, requests } = world({ perMinute: 10 }, () =>
      refusals-- > 0 ? answer(429, { code: 'too.many.requests' }, { 'retry-after': '30' }) : answer(200, {}),
    )
    const one = api()
    const ask = (count: number) => {
      for (let n = 0; n < count; n++) one.getOauthClient(`c${n}`).subscribe(ignore)
    }

    ask(1)
    ask(3)
    scheduler.flush()
    const afterRefusal = requests.map(({ atMs }) => atMs)
    scheduler.schedule(() => ask(12), 600_000)
    scheduler.flush()
    const tenMinutesLater = requests.slice(4).map(({ atMs }) => atMs - 660_500)

    expect(afterRefusal).toEqual([0, 30_000, 60_500, 60_500])
    expect(tenMinutesLater).toEqual([...Array(10).fill(0), 60_500, 60_500])
  })

  it('holds nobody up for a minute after a 429 that came early in it', () => {
    let refusals = 1
    const { api, scheduler, requests } = world({ perMinute: 300 }, () =>
      refusals-- > 0 ? answer(429, { code: 'too.many.requests' }, { 'retry-after': '1' }) : answer(200, {}),
    )
    const one = api()

    for (let n = 0; n < 3; n++) one.getOauthClient(`c${n}`).subscribe(ignore)
    scheduler.schedule(() => {
      for (let n = 0; n < 50; n++) one.getOauthClient(`d${n}`).subscribe(ignore)
    }, 100)
    scheduler.flush()

    expect(requests.at(-1)?.atMs).toBe(1000)
  })

  it('does not take a clock that was set back for a reason to wait', () => {
    const { api, scheduler, requests } = world({ perMinute: 2 })
    const one = api()
    scheduler.frame = 10_000_000

    one.getOauthClient('c1').subscribe()
    one.getOauthClient('c2').subscribe()
    scheduler.frame = 0
    one.getOauthClient('c3').subscribe()
    scheduler.flush()

    expect(requests[2]?.atMs).toBe(60_500)
  })

  it('refuses what is no clock', () => {
    expect(() => createBudget({ scheduler: JSON.parse('{}') })).toThrow(/^scheduler: object given, but a scheduler/)
  })

  it.each([0, -1, 1.5, Number.NaN, '300', null])('refuses %o a minute', (perMinute) => {
    expect(() => createBudget({ perMinute } as BudgetOptions)).toThrow('perMinute: ')
  })
})

describe('a hundred executions on 300 requests a minute', () => {
  /** A server that takes no more than 300 requests in any minute, and ends each execution after a time. */
  const follow = (durationMs: number) => {
    const scheduler = clockOf()
    let seed = 5
    const random = () => {
      seed = (seed * 16_807) % 2_147_483_647
      return seed / 2_147_483_647
    }
    const recent: number[] = []
    let [refused, started] = [0, 0]
    const respond = (method: string): HttpResponse => {
      const now = scheduler.now()
      while ((recent[0] ?? now) <= now - 60_000) recent.shift()
      if (recent.length >= 300) {
        refused++
        return answer(429, { code: 'too.many.requests' }, { 'retry-after': '60' })
      }
      recent.push(now)
      if (method === 'POST') return answer(202, { executionId: `e${started++}` })
      return answer(200, { queryStatus: now >= durationMs ? 'Complete' : 'Running' })
    }
    const transport: Transport = ({ method }) => defer(() => of(respond(method)).pipe(delay(80, scheduler)))
    const api = createOAuthApi({ apiUrl: 'https://a.example', auth: bearerToken('t1'), transport, scheduler })
    const toldAtMs: number[] = []
    const polls = Array.from(
      { length: 100 },
      (_, n): Observable<unknown> =>
        api
          .postOauthClientUsageQuery(`c${n}`, { interval: '2026-01-01/2026-01-31' })
          .pipe(pollUsageExecution(api, `c${n}`, { scheduler, random })),
    )
    for (const poll of polls) poll.subscribe({ complete: () => toldAtMs.push(scheduler.now()) })
    scheduler.flush()
    return { refused, toldAtMs, ratio: Math.max(...toldAtMs) / Math.min(...toldAtMs) }
  }

  it.each([10, 30, 60, 120, 300])('of %i s each earn no 429 and are told within a factor of two', (seconds) => {
    const { refused, toldAtMs, ratio } = follow(seconds * 1000)

    expect(refused).toBe(0)
    expect(toldAtMs).toHaveLength(100)
    expect(ratio).toBeLessThanOrEqual(2)
  })
})

describe('the default budget', () => {
  it('holds 300 a minute for the apis of one Auth, and none when it is turned off', () => {
    const scheduler = clockOf()
    let requests = 0
    const transport = () =>
      defer(() => {
        requests++
        return of(answer(200, {}))
      })
    const auth = bearerToken('t1')
    const apis = [auth, auth].map((each) =>
      createOAuthApi({ apiUrl: 'https://a.example', auth: each, transport, scheduler }),
    )
    const free = createOAuthApi({ apiUrl: 'https://a.example', auth, transport, scheduler, budget: false })

    const ask = (api: typeof free) => merge(...Array.from({ length: 200 }, (_, n) => api.getOauthClient(`c${n}`)))
    for (const api of apis) ask(api).subscribe()
    const held = requests
    ask(free).subscribe()

    expect(held).toBe(300)
    expect(requests).toBe(500)
  })

  it('is one for each clock that the apis of an Auth go by', () => {
    let requests = 0
    const transport = () =>
      defer(() => {
        requests++
        return of(answer(200, {}))
      })
    const auth = bearerToken('t1')
    const apis = [clockOf(), clockOf()].map((scheduler) =>
      createOAuthApi({ apiUrl: 'https://a.example', auth, transport, scheduler }),
    )

    for (const api of apis) for (let n = 0; n < 200; n++) api.getOauthClient(`c${n}`).subscribe()

    expect(requests).toBe(400)
  })
})
