import type { OAuthApi } from '@grantstream/core'
import { defer, isObservable, type Observable } from 'rxjs'

/** An api that tells of each call that it makes, when it makes it. */
export const countingApi = (api: OAuthApi, onCall: () => void): OAuthApi =>
  new Proxy(api, {
    get: (target, name, receiver) => {
      const operation: unknown = Reflect.get(target, name, receiver)
      if (typeof operation !== 'function') return operation
      return (...args: unknown[]) => {
        const call: unknown = Reflect.apply(operation, target, args)
        return isObservable(call) ? counted(call, onCall) : call
      }
    },
  })

const counted = <T>(call: Observable<T>, onCall: () => void): Observable<T> =>
  defer(() => {
    onCall()
    return call
  })
