import { concat, EMPTY, firstValueFrom, NEVER, of, throwError } from 'rxjs'
import { describe, expect, it } from 'vitest'
import { marbles } from '../../test/marbles.ts'
import { tokensOf as tokensOfSource } from '../../test/tokens-of.ts'
import type { LoginAccess } from './auth.ts'
import { bearerToken } from './bearer-token.ts'
import { tokenFrom } from './token-from.ts'

const access: LoginAccess = {
  send: () => throwError(() => new Error('no login is due')),
  scheduler: { now: () => 0, schedule: () => EMPTY.subscribe() },
}
const tokensOf = (ask: Parameters<typeof tokenFrom>[0]) => tokensOfSource(tokenFrom(ask).connect(access))

describe('bearerToken', () => {
  it('gives a string as it is, and the same after a 401', async () => {
    const tokens = tokensOfSource(bearerToken('t1').connect(access))

    expect(await firstValueFrom(tokens())).toBe('t1')
    expect(await firstValueFrom(tokens('t1'))).toBe('t1')
  })
})

describe('tokenFrom', () => {
  it('asks a function once and keeps its token until a 401, then asks once again', async () => {
    let asked = 0
    const tokens = tokensOf(() => Promise.resolve(`t${++asked}`))

    expect(asked).toBe(0)
    expect(await firstValueFrom(tokens())).toBe('t1')
    expect(await firstValueFrom(tokens())).toBe('t1')
    expect(await firstValueFrom(tokens('t1'))).toBe('t2')
    expect(await firstValueFrom(tokens('t1'))).toBe('t2')
    expect(asked).toBe(2)
  })

  it('asks once again also when the 401 comes from inside next, and never a stream for more than one token', () => {
    const given: string[] = []
    let asked = 0
    const tokens = tokensOf(() => concat(of(`t${++asked}`), NEVER))

    tokens().subscribe((first) => {
      given.push(first)
      tokens(first).subscribe((second) => given.push(second))
    })

    expect(given).toEqual(['t1', 't2'])
  })

  it('takes a plain string from a function for the token, not for a list of letters', async () => {
    expect(await firstValueFrom(tokensOf(() => 'secret')())).toBe('secret')
  })

  it('shares one question among all who wait, and ends it with the last of them', () =>
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold('----(t|)')
      const tokens = tokensOf(() => source)

      expectObservable(tokens(), '--!').toBe('')
      expectObservable(tokens(), '-^-!').toBe('')
      expectSubscriptions(source.subscriptions).toBe(['^--!'])
    }))

  it('asks anew after an error, which passes through unchanged', () => {
    const cause = new Error('vault')
    const errors: unknown[] = []
    let asked = 0
    const tokens = tokensOf(() => (asked++ === 0 ? throwError(() => cause) : of('t2')))
    const received: string[] = []

    tokens().subscribe({ error: (error) => errors.push(error) })
    tokens().subscribe((token) => received.push(token))

    expect(errors).toEqual([cause])
    expect(received).toEqual(['t2'])
  })

  it('passes on what a function throws', () => {
    const errors: unknown[] = []
    const broken = () => {
      throw new Error('vault')
    }

    tokensOf(broken)().subscribe({ error: (error) => errors.push(error) })

    expect(errors).toEqual([new Error('vault')])
  })

  it('waits for a function that never answers, and errors for one that gives nothing', () =>
    marbles(({ expectObservable }) => {
      expectObservable(tokensOf(() => NEVER)(), '---!').toBe('')
      expectObservable(tokensOf(() => EMPTY)()).toBe(
        '#',
        undefined,
        new TypeError('auth: the token function gave no token'),
      )
    }))

  it.each(['{}', '{"token":null}', '{"token":5}'])('refuses by its name what a function gives in %s', (given) => {
    const errors: unknown[] = []

    tokensOf(() => JSON.parse(given).token)().subscribe({ error: (error) => errors.push(error) })

    expect(String(errors)).toMatch(/^TypeError: tokenFrom: (undefined|null|number) given, but printable ASCII/)
  })

  it.each(['', 'with space', 'line\nbreak', 'ünicode'])('refuses %j without telling it', (token) => {
    const errors: unknown[] = []
    tokensOf(() => of(token))().subscribe({ error: (error) => errors.push(error) })

    for (const error of [...errors, caught(() => bearerToken(token))]) {
      expect(error).toBeInstanceOf(TypeError)
      expect(String(error)).toMatch(
        /^TypeError: (bearerToken|tokenFrom): (an empty )?string given, but printable ASCII/,
      )
    }
    expect(errors).toHaveLength(1)
  })
})

const caught = (act: () => unknown): unknown => {
  try {
    return act()
  } catch (error) {
    return error
  }
}
