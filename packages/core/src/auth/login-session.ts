import { catchError, defer, map, mergeMap, type Observable, of, share, tap, throwError } from 'rxjs'
import { isApiError, LoginRequiredError } from '../errors.ts'
import type { TokenSource } from '../http/with-token.ts'
import type { Grant } from './exchange-token.ts'
import { renewableToken } from './renewable-token.ts'
import type { StoredLogin } from './stored-login.ts'

/** What a session is made of. */
export interface LoginSessionOptions {
  readonly store: StoredLogin
  /** Asks the login host for the next tokens; does not wait while `isGood` says that the old one is still good. */
  readonly refresh: (refreshToken: string, isGood: () => boolean) => Observable<Grant>
  /** The error codes of OAuth 2.0 by which a refusal is final; any other failure keeps the login. */
  readonly finalErrors: readonly string[]
  readonly nowMs: () => number
}

/** The login of one reader: its tokens, and how it begins and ends. */
export interface LoginSession {
  readonly tokens: TokenSource
  /** Waits for a login, stores it and uses it from then on; errors with LoginRequiredError when closed meanwhile. */
  open(logins: Observable<Grant>): Observable<void>
  /** Forgets the login. A refresh in flight is not stored any more. */
  close(): Observable<void>
}

/**
 * Gives the tokens of a stored login, and the next ones when they are due or refused. A refresh may end the refresh
 * token that it used, so it is made once at a time, not aborted by who leaves, and stored before its token is given. When
 * storing fails the next one who asks stores it again. The storage is read before each refresh, and once more when one
 * is refused: another page or process may have been faster. Errors with LoginRequiredError when there is no login to go
 * on with.
 */
export const loginSession = ({ store, refresh, finalErrors, nowMs }: LoginSessionOptions): LoginSession => {
  let epoch = 0
  let closed = 0
  let unstored: Grant | undefined

  const write = (login: Grant): Observable<Grant> => {
    unstored = login
    return store.write(login).pipe(
      tap(() => {
        if (unstored === login) unstored = undefined
      }),
    )
  }

  const next = (login: Grant, requireSame: () => void, isGood: () => boolean): Observable<Grant> => {
    const { refreshToken } = login
    if (refreshToken === undefined) throw new LoginRequiredError('expired')
    requireSame()
    return refresh(refreshToken, isGood).pipe(
      map((fresh) => ({ ...fresh, refreshToken: fresh.refreshToken ?? refreshToken })),
      catchError((error: unknown) => takeOverOrEnd(error, refreshToken, requireSame)),
      tap(requireSame),
      mergeMap(write),
    )
  }

  const takeOverOrEnd = (error: unknown, refreshToken: string, requireSame: () => void): Observable<Grant> => {
    if (!isApiError(error) || error.kind !== 'login' || !finalErrors.includes(error.error)) throw error
    return store.read().pipe(
      tap(requireSame),
      mergeMap((stored) => {
        if (stored !== undefined && stored.refreshToken !== refreshToken) return of(stored)
        return store.forget().pipe(
          map(() => {
            throw new LoginRequiredError('refresh-refused', error)
          }),
        )
      }),
    )
  }

  const current = (
    login: Grant | undefined,
    given: ReadonlySet<string>,
    requireSame: () => void,
    isGood: () => boolean,
  ): Observable<Grant> => {
    if (login === undefined) throw new LoginRequiredError('no-login')
    // What was given before is asked for again only when it is due or was refused.
    return !given.has(login.value) && nowMs() < login.renewAtMs ? of(login) : next(login, requireSame, isGood)
  }

  const tokensOfEpoch = (): TokenSource => {
    const began = epoch
    const given = new Set<string>()
    // What a storage or the login host tells late must not bring back a login that was ended since.
    const requireSame = () => {
      if (began !== epoch) throw new LoginRequiredError('no-login')
    }
    let obtaining: Observable<Grant> | undefined
    const source = renewableToken((isGood) => {
      obtaining ??= defer(() =>
        unstored === undefined
          ? store.read().pipe(mergeMap((login) => current(login, given, requireSame, isGood)))
          : write(unstored),
      ).pipe(share({ resetOnRefCountZero: false }))
      return obtaining.pipe(tap((login) => given.add(login.value)))
    }, nowMs)
    return (refused) => {
      const token = source(refused)
      // While a token is awaited, identical calls share an exchange by this text: never with those of another reader.
      return typeof token === 'string' ? token : Object.assign(token, { toString: () => `login ${began}` })
    }
  }
  let tokens = tokensOfEpoch()
  const epochs = new WeakMap<object, number>()

  const begin = (): void => {
    epoch++
    unstored = undefined
    tokens = tokensOfEpoch()
  }

  return {
    tokens: (refused, call = {}) => {
      // A call that waits to be repeated must not be made in the name of the reader who logged in since.
      if ((epochs.get(call) ?? epoch) !== epoch) return throwError(() => new LoginRequiredError('no-login'))
      epochs.set(call, epoch)
      return tokens(refused)
    },
    open: (logins) =>
      defer(() => {
        const before = closed
        return logins.pipe(
          mergeMap((login) => {
            if (before !== closed) throw new LoginRequiredError('no-login')
            begin()
            return write(login).pipe(map(() => undefined))
          }),
        )
      }),
    close: () =>
      defer(() => {
        closed++
        begin()
        return store.forget().pipe(map(() => undefined))
      }),
  }
}
