import type { OAuthClient } from '@grantstream/contract'
import { defer, map, of, throwError } from 'rxjs'
import type { TestScheduler } from 'rxjs/testing'
import { describe, expect, it } from 'vitest'
import { marbles } from '../../test/marbles.ts'
import { DeadlineError, HttpError, MalformedAnswerError } from '../errors.ts'
import { deleteClientSafely } from './delete-client-safely.ts'

const client: OAuthClient = { id: 'c1', name: 'Doomed', authorizedGrantType: 'CODE', state: 'inactive' }
const notFound = new HttpError({ operationId: 'getOauthClient', status: 404, missingPermissions: [], details: [] })

/** An API that answers the looks in turn, the last answer again and again. */
const apiOf = (looks: (OAuthClient | Error)[], deletion: Error | undefined = undefined) => {
  let looked = 0
  const called: string[] = []
  return {
    called,
    getOauthClient: () =>
      defer(() => {
        called.push('get')
        const look = looks[Math.min(looked++, looks.length - 1)]
        return look instanceof Error || look === undefined ? throwError(() => look) : of(look)
      }),
    putOauthClient: () => {
      called.push('put')
      return of(client)
    },
    deleteOauthClient: () => {
      called.push('delete')
      return deletion === undefined ? of(undefined) : throwError(() => deletion)
    },
  }
}
const statuses = (api: ReturnType<typeof apiOf>, scheduler: TestScheduler) =>
  deleteClientSafely(api, 'c1', { confirmWithinMs: 10, lookEveryMs: 4, scheduler }).pipe(map(({ status }) => status))
const steps = { d: 'deleting', c: 'confirming', x: 'deleted' } as const

describe('deleteClientSafely', () => {
  it('looks until the client is gone', () =>
    marbles(({ expectObservable, flush, scheduler }) => {
      const api = apiOf([client, client, client, notFound])

      expectObservable(statuses(api, scheduler)).toBe('(dc)----(x|)', steps)
      flush()

      expect(api.called).toEqual(['get', 'delete', 'get', 'get', 'get'])
    }))

  it('takes the state deleted for gone', () =>
    marbles(({ expectObservable, scheduler }) => {
      const api = apiOf([client, { ...client, state: 'deleted' as 'inactive' }])

      expectObservable(statuses(api, scheduler)).toBe('(dcx|)', steps)
    }))

  it('has nothing left to do for a client that is told of as deleted', () =>
    marbles(({ expectObservable, flush, scheduler }) => {
      const api = apiOf([{ ...client, state: 'deleted' as 'inactive' }])

      expectObservable(statuses(api, scheduler)).toBe('(x|)', steps)
      flush()

      expect(api.called).toEqual(['get'])
    }))

  it('takes a deletion of what is gone already for done', () =>
    marbles(({ expectObservable, scheduler }) => {
      expectObservable(statuses(apiOf([client, notFound], notFound), scheduler)).toBe('(dcx|)', steps)
    }))

  it('errors when the client does not go', () =>
    marbles(({ expectObservable, scheduler }) => {
      expectObservable(statuses(apiOf([client]), scheduler)).toBe('(dc)------#', steps, new DeadlineError(10))
    }))

  it('writes nothing back that is no client', () =>
    marbles(({ expectObservable, flush, scheduler }) => {
      const api = apiOf([JSON.parse('{"code":"not.found","status":404}')])

      expectObservable(statuses(api, scheduler)).toBe(
        '(o#)',
        { o: 'deactivating' },
        new MalformedAnswerError('getOauthClient', 200),
      )
      flush()

      expect(api.called).toEqual(['get'])
    }))

  it('passes on a refusal of the deletion, and looks no more', () =>
    marbles(({ expectObservable, flush, scheduler }) => {
      const refusal = new HttpError({ ...notFound, operationId: 'deleteOauthClient', status: 403 })
      const api = apiOf([client], refusal)

      expectObservable(statuses(api, scheduler)).toBe('(d#)', steps, refusal)
      flush()

      expect(api.called).toEqual(['get', 'delete'])
    }))

  it('does nothing before it is subscribed to, and begins no step after it is left', () =>
    marbles(({ expectObservable, flush, scheduler }) => {
      const api = apiOf([client])
      const deleting = statuses(api, scheduler)

      expect(api.called).toEqual([])
      expectObservable(deleting, '-----!').toBe('(dc)', steps)
      flush()

      expect(api.called).toEqual(['get', 'delete', 'get', 'get'])
    }))

  it('refuses options that cannot be used', () => {
    const api = apiOf([client])

    expect(() => deleteClientSafely(api, '')).toThrow(/^clientId: an empty string given/)
    expect(() => deleteClientSafely(api, 'c1', { confirmWithinMs: 0 })).toThrow(/^confirmWithinMs: number given/)
    expect(() => deleteClientSafely(api, 'c1', { lookEveryMs: Number.NaN })).toThrow(/^lookEveryMs: number given/)
    expect(() => deleteClientSafely(api, 'c1', { scheduler: {} as never })).toThrow(/^scheduler: object given/)
  })
})
