import { defer, from, type Observable, of } from 'rxjs'
import { requireMethods } from '../refuse.ts'

/**
 * Where a login is kept: texts by key, at once or by promise. Holds tokens, so it must belong to one reader alone: in a
 * page `webStorage(sessionStorage)`, on a server the session of the reader. What it throws passes through.
 */
export interface LoginStorage {
  get(key: string): string | null | undefined | PromiseLike<string | null | undefined>
  set(key: string, value: string): unknown
  remove(key: string): unknown
}

/** A storage that lasts as long as the process or the page, and shows nothing of what it holds. */
export const memoryStorage = (): LoginStorage => {
  const values = new Map<string, string>()
  return {
    get: (key) => values.get(key),
    set: (key, value) => void values.set(key, value),
    remove: (key) => void values.delete(key),
  }
}

/** What is used of a storage of a page. Named here, since a server may have no types of pages. */
export interface WebStorage {
  getItem(key: string): string | null
  setItem(key: string, value: string): void
  removeItem(key: string): void
}

/** The storage of a page: `sessionStorage`, for one tab, or `localStorage`, for all tabs of an origin until it is cleared. */
export const webStorage = (storage: WebStorage): LoginStorage => {
  requireMethods('storage', storage, 'getItem', 'setItem', 'removeItem')
  return {
    get: (key) => storage.getItem(key),
    set: (key, value) => storage.setItem(key, value),
    remove: (key) => storage.removeItem(key),
  }
}

/** Asks a storage, per subscription; emits once, at once when it answers at once. */
export const asked = <T>(ask: () => T | PromiseLike<T>): Observable<T> =>
  defer(() => {
    const answer = ask()
    return isPromise(answer) ? from(answer) : of(answer)
  })

const isPromise = <T>(value: T | PromiseLike<T>): value is PromiseLike<T> =>
  typeof value === 'object' && value !== null && 'then' in value

/** Gives a storage back. Refuses what lacks one of its three functions. */
export const requireStorage = (value: LoginStorage): LoginStorage =>
  requireMethods('storage', value, 'get', 'set', 'remove')
