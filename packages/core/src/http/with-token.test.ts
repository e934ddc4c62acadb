import { defer, EMPTY, NEVER, Observable, of, take, throwError } from 'rxjs'
import { describe, expect, it } from 'vitest'
import { answer } from '../../test/answers.ts'
import { marbles } from '../../test/marbles.ts'
import { HttpError, LoginError, NetworkError } from '../errors.ts'
import type { HttpResponse } from './transport.ts'
import { withToken as makeWithToken, type TokenSource } from './with-token.ts'

const r = answer(200, '{}')
const refusedBy = (status: number) =>
  new HttpError({ operationId: 'getOauthClients', status, missingPermissions: [], details: [] })
const refused = refusedBy(401)

/** Gives the next of the tokens when one was refused; the last one again when there is no other. */
const tokensInTurn = (...tokens: string[]) => {
  const asked: (string | undefined)[] = []
  const source: TokenSource = (token) =>
    defer(() => {
      asked.push(token)
      const next = token === undefined ? 0 : Math.min(tokens.indexOf(token) + 1, tokens.length - 1)
      return of(tokens[next] ?? '')
    })
  return { source, asked }
}

/** Makes exchanges that are Observables themselves. */
const withToken = (tokens: TokenSource, exchange: (token: string) => Observable<HttpResponse>) =>
  new Observable<HttpResponse>((reader) => {
    const make = (token: string, fail: (error: unknown) => void) =>
      reader.add(
        exchange(token).subscribe({
          next: (response) => {
            reader.next(response)
            reader.complete()
          },
          error: fail,
        }),
      )
    makeWithToken(tokens, reader, make, (error) => reader.error(error))
  })

describe('withToken', () => {
  it('makes one exchange with the token', () =>
    marbles(({ cold, expectObservable, expectSubscriptions, flush }) => {
      const exchange = cold('--(r|)', { r })
      const used: string[] = []
      const { source, asked } = tokensInTurn('t1')

      const exchanged = withToken(source, (token) => {
        used.push(token)
        return exchange
      })
      expectObservable(exchanged).toBe('--(r|)', { r })
      expectSubscriptions(exchange.subscriptions).toBe('^-!')
      flush()

      expect({ used, asked }).toEqual({ used: ['t1'], asked: [undefined] })
    }))

  it('renews the token after a 401 and makes the exchange once more', () =>
    marbles(({ cold, expectObservable, flush }) => {
      const { source, asked } = tokensInTurn('t1', 't2')

      const exchanged = withToken(source, (token) =>
        token === 't1' ? cold<typeof r>('-#', undefined, refused) : cold('-(r|)', { r }),
      )
      expectObservable(exchanged).toBe('--(r|)', { r })
      flush()

      expect(asked).toEqual([undefined, 't1'])
    }))

  it('takes a second 401 for the answer', () =>
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const exchange = cold<typeof r>('-#', undefined, refused)

      expectObservable(withToken(tokensInTurn('t1', 't2', 't3').source, () => exchange)).toBe('--#', undefined, refused)
      expectSubscriptions(exchange.subscriptions).toBe(['^!', '-^!'])
    }))

  it('takes the first 401 for the answer when there is no other token', () =>
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const exchange = cold<typeof r>('-#', undefined, refused)

      expectObservable(withToken(tokensInTurn('t1').source, () => exchange)).toBe('-#', undefined, refused)
      expectSubscriptions(exchange.subscriptions).toBe('^!')
    }))

  it.each([400, 403, 429, 500])('makes no second exchange after a %i', (status) =>
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const exchange = cold<typeof r>('-#', undefined, refusedBy(status))

      expectObservable(withToken(tokensInTurn('t1', 't2').source, () => exchange)).toBe(
        '-#',
        undefined,
        refusedBy(status),
      )
      expectSubscriptions(exchange.subscriptions).toBe('^!')
    }),
  )

  it('passes on that an exchange or a login failed, and makes no second exchange', () =>
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const failure = new NetworkError('getOauthClients')
      const exchange = cold<typeof r>('-#', undefined, failure)
      const login = new LoginError({ status: 401, error: 'invalid_client' })

      expectObservable(withToken(tokensInTurn('t1', 't2').source, () => exchange)).toBe('-#', undefined, failure)
      expectSubscriptions(exchange.subscriptions).toBe('^!')
      expectObservable(
        withToken(
          () => throwError(() => login),
          () => EMPTY,
        ),
      ).toBe('#', undefined, login)
    }))

  it('sends nothing while the token is still to come, nor without one', () =>
    marbles(({ expectObservable }) => {
      const exchange = () => throwError(() => new Error('sent'))

      expectObservable(
        withToken(() => NEVER, exchange),
        '---!',
      ).toBe('')
      expectObservable(
        withToken(() => EMPTY, exchange),
        '---!',
      ).toBe('')
    }))

  it('aborts the login, the exchange and the second exchange when it is unsubscribed', () =>
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const login = cold<string>('--(t|)')
      const first = cold<typeof r>('--#', undefined, refused)
      const second = cold<typeof r>('--(r|)', { r })
      const run = () => {
        let exchanges = 0
        return withToken(
          (token) => (token === undefined ? login : of('t2')),
          () => (exchanges++ === 0 ? first : second),
        )
      }

      expectObservable(run(), '-!').toBe('')
      expectObservable(run(), '---!').toBe('')
      expectObservable(run(), '-----!').toBe('')
      expectSubscriptions(login.subscriptions).toBe(['^!', '^-!', '^-!'])
      expectSubscriptions(first.subscriptions).toBe(['--^!', '--^-!'])
      expectSubscriptions(second.subscriptions).toBe('----^!')
    }))

  it('serves two subscribers apart, one that leaves inside next, and one that comes back', () =>
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const exchange = cold('-(r|)', { r })
      const exchanged = withToken(tokensInTurn('t1').source, () => exchange)

      expectObservable(exchanged).toBe('-(r|)', { r })
      expectObservable(exchanged.pipe(take(1))).toBe('-(r|)', { r })
      expectObservable(exchanged, '-----^').toBe('------(r|)', { r })
      expectSubscriptions(exchange.subscriptions).toBe(['^!', '^!', '-----^!'])
    }))
})
