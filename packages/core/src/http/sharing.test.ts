import fc from 'fast-check'
import { NEVER, Observable, repeat, retry, type Subscription } from 'rxjs'
import { describe, expect, it } from 'vitest'
import { answer } from '../../test/answers.ts'
import { marbles } from '../../test/marbles.ts'
import { bearerToken } from '../auth/bearer-token.ts'
import { createOAuthApi, type OAuthApiOptions } from '../create-api.ts'
import { NetworkError } from '../errors.ts'
import type { ApiEvent } from '../observe/api-event.ts'
import { observing } from '../observe/observing.ts'
import type { HttpResponse, Transport } from './transport.ts'

const r = answer(200, { id: 'c1' })
const v = { id: 'c1' }
const apiOver = (transport: Transport, options: Partial<OAuthApiOptions> = {}) =>
  createOAuthApi({ apiUrl: 'https://a.example', auth: bearerToken('t1'), transport, retries: 0, ...options })

describe('sharing', () => {
  it('lets identical reads that are under way share one exchange, and opens another after the answer', () =>
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const exchange = cold('---(r|)', { r })
      const api = apiOver(() => exchange, { scheduler })

      expectObservable(api.getOauthClient('c1')).toBe('---(v|)', { v })
      expectObservable(api.getOauthClient('c1'), '-^').toBe('---(v|)', { v })
      expectObservable(api.getOauthClient('c1'), '----^').toBe('-------(v|)', { v })
      expectSubscriptions(exchange.subscriptions).toBe(['^--!', '----^--!'])
    }))

  it('opens another for who asks again from inside the answer, or the error', () =>
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const failing = cold<HttpResponse>('---#')
      const answering = cold('---(r|)', { r })
      const exchanges = [failing, answering, answering]
      const api = apiOver(() => exchanges.shift() ?? NEVER, { scheduler })
      const client = api.getOauthClient('c1')

      expectObservable(client.pipe(retry(1), repeat(2))).toBe('------v--(v|)', { v })
      expectObservable(client).toBe('---#', undefined, new NetworkError('getOauthClient', 'error'))
      expectSubscriptions(failing.subscriptions).toBe('^--!')
      expectSubscriptions(answering.subscriptions).toBe(['---^--!', '------^--!'])
    }))

  it('aborts when the last one leaves, and not before', () =>
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const exchange = cold('------(r|)', { r })
      const api = apiOver(() => exchange, { scheduler })

      expectObservable(api.getOauthClient('c1'), '^-!').toBe('')
      expectObservable(api.getOauthClient('c1'), '-^--!').toBe('')
      expectSubscriptions(exchange.subscriptions).toBe('^---!')
    }))

  it('keeps calls apart that were given the same headers before and after these changed', () => {
    const sent: (string | undefined)[] = []
    const transport: Transport = ({ headers }) => {
      sent.push(headers['x-part'])
      return NEVER
    }
    const api = apiOver(transport)
    const headers = { 'x-part': '1' }

    const first = api.getOauthClients({ headers })
    headers['x-part'] = '2'
    const second = api.getOauthClients({ headers })
    const reading = first.subscribe()
    reading.add(second.subscribe())
    reading.unsubscribe()

    expect(sent).toEqual(['1', '2'])
  })

  it('keeps a reader who logged in since off what is under way for the one before', () => {
    let token = 'of the one'
    const sent: (string | undefined)[] = []
    const transport: Transport = ({ headers }) => {
      sent.push(headers.authorization)
      return NEVER
    }
    const api = apiOver(transport, { auth: { connect: () => () => token } })

    const readers = api.getOauthClients().subscribe()
    readers.add(api.getOauthClients().subscribe())
    token = 'of the other'
    readers.add(api.getOauthClients().subscribe())
    readers.unsubscribe()

    expect(sent).toEqual(['Bearer of the one', 'Bearer of the other'])
  })

  it('keeps reads with other headers apart, in whatever form they are given', () =>
    marbles(({ cold, expectObservable, scheduler }) => {
      const transport: Transport = ({ headers }) => cold('-(r|)', { r: answer(200, { id: headers['x-as'] }) })
      const api = apiOver(transport, { scheduler })
      const as = (who: string) => new Headers({ 'X-As': who }) as unknown as Record<string, string>

      expectObservable(api.getOauthClient('c1', { headers: as('ada') })).toBe('-(v|)', { v: { id: 'ada' } })
      expectObservable(api.getOauthClient('c1', { headers: as('bob') })).toBe('-(v|)', { v: { id: 'bob' } })
    }))

  it('gives an error to all who wait, and keeps none', () =>
    marbles(({ cold, expectObservable, scheduler }) => {
      const cause = new Error('reset')
      const exchanges = [cold<HttpResponse>('--#', undefined, cause), cold('--(r|)', { r })]
      const api = apiOver(() => exchanges.shift() ?? cold('-'), { scheduler })
      const failure = new NetworkError('getOauthClient', cause)

      expectObservable(api.getOauthClient('c1')).toBe('--#', undefined, failure)
      expectObservable(api.getOauthClient('c1'), '-^').toBe('--#', undefined, failure)
      expectObservable(api.getOauthClient('c1'), '---^').toBe('-----(v|)', { v })
    }))

  it('ends one waiter at its own signal and its own time, and leaves the others alone', () =>
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const exchange = cold('------(r|)', { r })
      const api = apiOver(() => exchange, { scheduler })
      const controller = new AbortController()
      scheduler.schedule(() => controller.abort('gone'), 3)

      expectObservable(api.getOauthClient('c1')).toBe('------(v|)', { v })
      expectObservable(api.getOauthClient('c1', { signal: controller.signal })).toBe(
        '---#',
        undefined,
        expect.objectContaining({ kind: 'cancelled', cause: 'gone' }),
      )
      expectObservable(api.getOauthClient('c1', { totalTimeoutMs: 4 })).toBe(
        '----#',
        undefined,
        expect.objectContaining({ kind: 'deadline', deadlineMs: 4 }),
      )
      expectSubscriptions(exchange.subscriptions).toBe('^-----!')
    }))

  it('shares nothing that differs, starts or changes something, or is asked not to', () => {
    const open: Subscription[] = []
    let exchanges = 0
    const transport = () => {
      exchanges++
      return new Observable<HttpResponse>()
    }
    const api = apiOver(transport)
    const own = apiOver(transport, { share: false })
    const body = { name: 'n', authorizedGrantType: 'CODE' } as const

    const pairs: Observable<unknown>[][] = [
      [api.getOauthClient('c1'), api.getOauthClient('c2')],
      [api.getOauthScopes(), api.getOauthScopes({ acceptLanguage: 'de-de' })],
      [api.getOauthClients(), api.getOauthClients({ timeoutMs: 5 })],
      [api.getOauthAuthorizations({ share: false }), api.getOauthAuthorizations({ share: false })],
      [api.getOauthClientUsageSummary('c1'), api.getOauthClientUsageSummary('c1')],
      [api.deleteOauthClient('c1'), api.deleteOauthClient('c1')],
      [api.putOauthClient('c1', body), api.putOauthClient('c1', body)],
      [own.getOauthClients(), own.getOauthClients()],
    ]
    for (const pair of pairs) for (const call of pair) open.push(call.subscribe())
    for (const subscription of open) subscription.unsubscribe()

    expect(exchanges).toBe(2 * pairs.length)
  })

  it('gives each waiter a value of its own', () =>
    marbles(({ cold, expectObservable, scheduler, flush }) => {
      const api = apiOver(() => cold('-(r|)', { r }), { scheduler })
      const values: object[] = []
      for (let n = 0; n < 2; n++) api.getOauthClient('c1').subscribe((value) => values.push(value))

      expectObservable(api.getOauthClient('c1')).toBe('-(v|)', { v })
      flush()

      expect(values[0]).toEqual(values[1])
      expect(values[0]).not.toBe(values[1])
    }))

  it('tells who joined whom', () => {
    const events: ApiEvent[] = []
    const api = apiOver(() => new Observable(), { watch: observing((event) => events.push(event)) })

    const subscriptions = [api.getOauthClient('c1'), api.getOauthClient('c1')].map((call) => call.subscribe())
    for (const subscription of subscriptions) subscription.unsubscribe()

    expect(events.map(({ kind }) => kind)).toEqual(['request', 'share', 'end', 'end'])
    const [request, share] = events
    expect(share).toMatchObject({ with: request?.kind === 'request' ? request.call : undefined })
  })

  it('holds as many exchanges as there are readers of different things, whoever comes and goes', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ id: fc.nat(2), leaves: fc.boolean() }), { maxLength: 60 }), (steps) => {
        const underWay = new Map<string, number>()
        const transport: Transport = ({ url }) =>
          new Observable(() => {
            underWay.set(url, (underWay.get(url) ?? 0) + 1)
            return () => underWay.set(url, (underWay.get(url) ?? 0) - 1)
          })
        const api = apiOver(transport, { budget: false })
        const readers: Subscription[][] = [[], [], []]

        for (const { id, leaves } of steps) {
          if (leaves) readers[id]?.shift()?.unsubscribe()
          else readers[id]?.push(api.getOauthClient(`c${id}`).subscribe())
          const expected = readers.filter((each) => each.length > 0).map(() => 1)
          expect([...underWay.values()].filter((count) => count > 0)).toEqual(expected)
        }
        for (const reader of readers.flat()) reader.unsubscribe()

        expect([...underWay.values()].every((count) => count === 0)).toBe(true)
      }),
    )
  })

  it('aborts the exchange of a crowd when the last of 10,000 leaves, and not before', () => {
    let underWay = 0
    const exchange = new Observable<never>(() => {
      underWay++
      return () => underWay--
    })
    const call = apiOver(() => exchange, { budget: false }).getOauthClient('c1')
    const readers = Array.from({ length: 10_000 }, () => call.subscribe())
    const last = readers.pop()

    for (const reader of readers) reader.unsubscribe()
    const beforeTheLast = underWay
    last?.unsubscribe()

    expect([beforeTheLast, underWay]).toEqual([1, 0])
  })
})
