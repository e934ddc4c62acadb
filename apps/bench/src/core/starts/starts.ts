import {
  bearerToken,
  createOAuthApi,
  pollUsageExecution,
  resumeUsageExecution,
  startUsageQuery,
  type Transport,
  type UsageExecutionResult,
  type UsageExecutionState,
} from '@grantstream/core'
import {
  defer,
  map,
  mergeMap,
  type Observable,
  type Subscription,
  share,
  throwError,
  timer,
  VirtualTimeScheduler,
} from 'rxjs'
import type { Measure } from '../../figure.ts'
import { seeded } from '../../random.ts'

const query = { interval: '2026-01-01/2026-01-31' }
const steps = 30

type Api = ReturnType<typeof createOAuthApi>

/** What one script led to: the POSTs that were sent, and the logical starts that there were. */
interface Played {
  readonly posts: number
  readonly starts: number
}

/**
 * Plays one random script: subscribers come and go, the server takes its time, fails or answers, and whoever has a resume
 * token goes on from it. A logical start begins with the first subscriber that finds none under way and none that was
 * answered; a failed one ends it.
 */
const play = (random: () => number, start: (api: Api) => Observable<UsageExecutionResult>): Played => {
  const scheduler = new VirtualTimeScheduler()
  const draw = (most: number) => Math.floor(random() * most)
  let posts = 0
  let starts = 0
  let underWay = false
  let answered = false
  let token: string | undefined
  const transport: Transport = ({ method }) =>
    defer(() => {
      const isStart = method === 'POST'
      if (isStart) posts++
      const fails = draw(4) === 0
      return timer(draw(3000), scheduler).pipe(
        mergeMap(() => {
          if (isStart) underWay = false
          if (fails) return throwError(() => new Error('reset'))
          if (isStart) answered = true
          return [isStart ? '{"executionId":"e1"}' : `{"queryStatus":"${draw(5) === 0 ? 'Complete' : 'Running'}"}`]
        }),
        map((text) => ({ status: 200, headers: new Headers(), text })),
      )
    })
  const api = createOAuthApi({ apiUrl: 'http://127.0.0.1', auth: bearerToken('t1'), transport, scheduler })
  const started = start(api)
  const followed = started.pipe(pollUsageExecution(api, 'c1', { scheduler, random }))
  const remember = (state: UsageExecutionState) => {
    if (state.status === 'running') token = state.resumeToken
  }
  const waiters: Subscription[] = []
  const actions = [
    () => {
      if (!underWay && !answered) starts++
      underWay ||= !answered
      waiters.push(followed.subscribe({ next: remember, error: () => {} }))
    },
    () => waiters.splice(draw(waiters.length), 1)[0]?.unsubscribe(),
    () => {
      if (token === undefined) return
      waiters.push(resumeUsageExecution(api, token, { scheduler }).subscribe({ error: () => {} }))
    },
    () => {
      scheduler.maxFrames = scheduler.now() + draw(4000)
      scheduler.flush()
    },
  ]
  for (let step = 0; step < steps; step++) actions[draw(actions.length)]?.()
  scheduler.maxFrames = Number.POSITIVE_INFINITY
  scheduler.flush()
  return { posts, starts }
}

/** How many POSTs one logical start costs. */
export const measureStarts: Measure = async ({ quick }) => {
  const scripts = quick ? 200 : 1000
  const run = (start: (api: Api) => Observable<UsageExecutionResult>) =>
    Array.from({ length: scripts }, (_, seed) => play(seeded(seed), start)).filter(({ starts }) => starts > 0)
  const ours = run((api) => startUsageQuery(api, 'c1', query))
  const shared = run((api) => api.postOauthClientUsageQuery('c1', query).pipe(share()))
  const bare = run((api) => api.postOauthClientUsageQuery('c1', query))
  const wrong = ours.filter(({ posts, starts }) => posts !== starts).length
  const most = (played: readonly Played[]) => Math.max(...played.map(({ posts, starts }) => posts / starts)).toFixed(0)
  const twice = shared.filter(({ posts, starts }) => posts > starts).length
  return {
    figures: [
      {
        what: `POSTs per logical start, ${scripts.toLocaleString('en')} random scripts of subscribe, unsubscribe, error, resume`,
        peers: `RxJS share: up to ${most(shared)}, more than one in ${twice} scripts; no sharing: up to ${most(bare)}`,
        ours: wrong === 0 ? `exactly 1 in all ${ours.length} scripts that started` : `not 1 in ${wrong} scripts`,
        goal: 'exactly 1',
        reached: wrong === 0,
      },
    ],
    notes: [
      '### Starting once',
      '',
      `Each script is ${steps} random steps in virtual time: a subscriber comes, one leaves, one resumes from a token, time passes. The`,
      'server takes up to 3 s for an answer and breaks one connection of four. A start that failed is over: the next subscriber begins',
      'another one.',
    ].join('\n'),
  }
}
