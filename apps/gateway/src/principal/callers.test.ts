import { bearerToken, type HttpRequest, type Transport } from '@grantstream/core'
import { firstValueFrom, lastValueFrom, of, type Subscription, throwError } from 'rxjs'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { refusalOf } from '../context.ts'
import type { Identity } from '../guards/identity.ts'
import { createCallers } from './callers.ts'
import { defaultSharing } from './sharing-settings.ts'
import { tokenExpiry } from './token-expiry.ts'

let asked: string[]
let answer: (request: HttpRequest) => ReturnType<Transport>
beforeEach(() => {
  vi.useFakeTimers()
  asked = []
  answer = () => json(200, { organization: { id: 'o1' }, OAuthClient: whoseClient })
})
afterEach(() => {
  vi.useRealTimers()
})

const whoseClient = { id: 'c1', authorizedGrantType: 'CLIENT-CREDENTIALS' }
const json = (status: number, body: object): ReturnType<Transport> =>
  of({ status, headers: { get: () => null }, text: JSON.stringify(body) })

const identityOf = (token: string, expiresAtMs?: number): Identity => ({
  auth: bearerToken(token),
  subject: undefined,
  expiresAtMs,
})

const create = (settings: Partial<typeof defaultSharing> = {}) => {
  const transport: Transport = (request) => {
    asked.push(`${request.headers.authorization?.replace('Bearer ', '')} ${new URL(request.url).pathname}`)
    return answer(request)
  }
  const options = { apiUrl: 'http://upstream.test', loginUrl: undefined, transport, observe: () => undefined }
  const callers = createCallers(options, { ...defaultSharing, ...settings })
  return { callers, of: (token: string, expiresAtMs?: number) => callers.of(token, identityOf(token, expiresAtMs)) }
}

describe('a caller', () => {
  it('is the same for all requests of a token, and looked up when somebody asks for its principal', async () => {
    const { of: callerOf } = create()

    const [one, other] = [callerOf('t1'), callerOf('t1')]
    const before = asked.length
    const principals = await Promise.all([one, other].map(({ principal }) => firstValueFrom(principal)))

    expect(one).toBe(other)
    expect(before).toBe(0)
    expect(asked).toEqual(['t1 /api/v2/tokens/me'])
    expect(principals[0]).toMatchObject({ facts: { organizationId: 'o1', clientId: 'c1', userId: undefined } })
  })

  it('is looked up again after the time that a principal is believed', async () => {
    const { of: callerOf } = create({ principalTtlMs: 1000 })
    await firstValueFrom(callerOf('t1').principal)

    vi.advanceTimersByTime(999)
    await firstValueFrom(callerOf('t1').principal)
    const within = asked.length
    vi.advanceTimersByTime(1)
    await firstValueFrom(callerOf('t1').principal)

    expect([within, asked.length]).toEqual([1, 2])
  })

  it.each([
    ['its token expires', Date.now() + 500, undefined],
    ['its token lapses for want of use', undefined, new Date(Date.now() + 500).toISOString()],
  ])('is believed no longer than until %s', async (_when, expiresAtMs, dateTokenIdles) => {
    vi.setSystemTime(Date.now())
    answer = () => json(200, { organization: { id: 'o1' }, OAuthClient: whoseClient, dateTokenIdles })
    const { of: callerOf } = create()
    await firstValueFrom(callerOf('t1', expiresAtMs).principal)

    vi.advanceTimersByTime(1000)
    await firstValueFrom(callerOf('t1', expiresAtMs).principal)

    expect(asked).toHaveLength(2)
  })

  it('is looked up again after a failure', async () => {
    const { of: callerOf } = create()
    answer = () => throwError(() => new Error('reset'))
    await expect(firstValueFrom(callerOf('t1').principal)).rejects.toMatchObject({ kind: 'network' })
    answer = () => json(200, { organization: { id: 'o1' }, OAuthClient: whoseClient })

    const principal = await firstValueFrom(callerOf('t1').principal)

    expect(principal.facts?.clientId).toBe('c1')
  })

  it('proves its token once for all who ask within the time, and fails for a 401 alone', async () => {
    const { of: callerOf } = create()
    const caller = callerOf('t1')
    const prove = () => lastValueFrom(caller.prove(1000), { defaultValue: 'good' })

    const first = [await prove(), await prove(), asked.length]
    vi.advanceTimersByTime(1000)
    answer = () => json(503, {})
    const down = await prove()
    answer = () => json(401, {})
    const failure = await prove().catch((error: unknown) => error)

    expect([...first, down]).toEqual(['good', 'good', 1, 'good'])
    expect(failure).toMatchObject({ kind: 'http', status: 401 })
  })
})

describe('callers', () => {
  it('are forgotten beyond the number, those unused for longest first', () => {
    const { callers, of: callerOf } = create({ maxTokens: 2 })
    const [one, two] = [callerOf('t1'), callerOf('t2')]
    vi.advanceTimersByTime(1000)
    callerOf('t1')

    callerOf('t3')

    expect(callers.size).toBe(2)
    expect(callerOf('t1')).toBe(one)
    expect(callerOf('t2')).not.toBe(two)
  })

  it('are forgotten when they were not used for the time', () => {
    const { callers, of: callerOf } = create({ tokenTtlMs: 1000 })
    callerOf('t1')
    vi.advanceTimersByTime(1000)

    callerOf('t2')

    expect(callers.size).toBe(1)
  })
})

describe('the budget', () => {
  it('is one for all requests of a token, also after it was forgotten, and another for another token', () => {
    const { of: callerOf } = create({ maxTokens: 1 })
    answer = () => json(200, { id: 'c1', name: 'One', authorizedGrantType: 'CODE' })
    const links: Subscription[] = []
    const ask = (token: string, id: string) => links.push(callerOf(token).api.getOauthClient(id).subscribe())

    for (let index = 0; index < 320; index++) {
      ask('t1', `c${index}`)
      ask('t2', `c${index}`)
    }

    expect(asked.filter((line) => line.startsWith('t1 '))).toHaveLength(300)
    expect(asked.filter((line) => line.startsWith('t2 '))).toHaveLength(300)
    for (const link of links) link.unsubscribe()
  })

  it('does not let a call wait for ever', () => {
    const { of: callerOf } = create()
    const failures: unknown[] = []
    const ask = (id: string) =>
      callerOf('t1')
        .api.getOauthClient(id)
        .subscribe({ error: (failure: unknown) => failures.push(refusalOf(failure)) })

    for (let index = 0; index < 301; index++) ask(`c${index}`)
    vi.advanceTimersByTime(46_000)

    expect(failures).toMatchObject([{ code: 'UPSTREAM_UNAVAILABLE', message: expect.stringContaining('rate limit') }])
  })
})

describe('the expiry of a token', () => {
  it('ends what runs with it at that instant, and never where it is not known', () => {
    const ended: string[] = []
    const callers = [Date.now() + 60_000, Number.POSITIVE_INFINITY].map((expiresAtMs) => ({ expiresAtMs }))
    const links = callers.map((caller) =>
      tokenExpiry(caller).subscribe({ error: ({ code }: { code: string }) => ended.push(code) }),
    )

    vi.advanceTimersByTime(59_999)
    const before = ended.length
    vi.advanceTimersByTime(1)

    expect([before, ended]).toEqual([0, ['UNAUTHENTICATED']])
    for (const link of links) link.unsubscribe()
  })
})
