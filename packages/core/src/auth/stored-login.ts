import { map, type Observable } from 'rxjs'
import { parseObject, textOf } from '../http/json.ts'
import { never } from '../never.ts'
import { isToken } from './bearer-token.ts'
import type { Grant } from './exchange-token.ts'
import { asked, type LoginStorage } from './login-storage.ts'

/** One login in a storage, under one key. */
export interface StoredLogin {
  /** Emits the login; undefined when there is none, or none that can be read. */
  read(): Observable<Grant | undefined>
  write(login: Grant): Observable<Grant>
  forget(): Observable<unknown>
}

export const storedLogin = (storage: LoginStorage, key: string): StoredLogin => ({
  read: () => asked(() => storage.get(key)).pipe(map(parseLogin)),
  write: (login) => asked(() => storage.set(key, formatLogin(login))).pipe(map(() => login)),
  forget: () => asked(() => storage.remove(key)),
})

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
