import { catchError, defer, finalize, map, mergeMap, type Observable, of, ReplaySubject } from 'rxjs'
import { parseObject, textOf } from '../http/json.ts'
import { never } from '../never.ts'
import { isToken } from './bearer-token.ts'
import type { Grant } from './exchange-token.ts'
import { asked, type LoginStorage } from './login-storage.ts'

/** One login in a storage, under one key. What is asked of it happens in the order of asking, also when it is left. */
export interface StoredLogin {
  /** Emits the login; undefined when there is none, or none that can be read. */
  read(): Observable<Grant | undefined>
  write(login: Grant): Observable<Grant>
  forget(): Observable<unknown>
}

export const storedLogin = (storage: LoginStorage, key: string): StoredLogin => {
  const inTurn = inOrder()
  return {
    read: () => inTurn(() => storage.get(key)).pipe(map(parseLogin)),
    write: (login) => inTurn(() => storage.set(key, formatLogin(login))).pipe(map(() => login)),
    forget: () => inTurn(() => storage.remove(key)),
  }
}

// A storage may be done later with what it was asked first: a login that comes after a logout would be used by the next one.
const inOrder = () => {
  let last: Observable<unknown> | undefined
  return <T>(ask: () => T | PromiseLike<T>): Observable<T> =>
    defer(() => {
      const before = last?.pipe(catchError(() => of(undefined))) ?? of(undefined)
      const turn = new ReplaySubject<T>(1)
      last = turn
      before
        .pipe(
          mergeMap(() => asked(ask)),
          finalize(() => {
            if (last === turn) last = undefined
          }),
        )
        .subscribe(turn)
      return turn
    })
}

// JSON has no Infinity: a time that is not known is left out.
const formatLogin = ({ value, refreshToken, renewAtMs, expiresAtMs }: Grant): string =>
  JSON.stringify({
    version: 1,
    accessToken: value,
    refreshToken,
    ...(Number.isFinite(expiresAtMs) && { renewAtMs, expiresAtMs }),
  })

const parseLogin = (text: string | null | undefined): Grant | undefined => {
  const login = parseObject(text ?? '')
  if (login?.version !== 1 || !isToken(login.accessToken)) return undefined
  return {
    value: login.accessToken,
    refreshToken: textOf(login.refreshToken),
    renewAtMs: timeOf(login.renewAtMs),
    expiresAtMs: timeOf(login.expiresAtMs),
  }
}

const timeOf = (value: unknown): number => (typeof value === 'number' ? value : never)
