import type { ApiUsageRow, OAuthClient, OperationId } from '@grantstream/contract'
import { map, type Observable, of, throwError, timer } from 'rxjs'
import type { TestScheduler } from 'rxjs/testing'
import { describe, expect, it } from 'vitest'
import { marbles } from '../../test/marbles.ts'
import { HttpError } from '../errors.ts'
import { findUnusedClients } from './find-unused-clients.ts'

const refusal = (status: number, operationId: OperationId = 'getOauthClientUsageQueryResult') =>
  new HttpError({ operationId, status, missingPermissions: [], details: [] })
const clientOf = (id: string, dateCreated = '1960-01-01T00:00:00Z'): OAuthClient => ({
  id,
  name: id,
  authorizedGrantType: 'CODE',
  dateCreated,
})

/** An API whose clients have these rows, or whose executions end so. A start takes 5 ms, a look none. */
const apiOf = (
  usage: Record<string, readonly ApiUsageRow[] | 'Failed' | 'Running' | Error>,
  clients?: OAuthClient[],
) => {
  const seen = { starts: [] as string[], running: 0, most: 0 }
  return {
    seen,
    observe: undefined,
    getOauthClients: () => of({ entities: clients ?? Object.keys(usage).map((id) => clientOf(id)) }),
    postOauthClientUsageQuery: (clientId: string, { interval }: { interval: string }) => {
      const found = usage[clientId]
      if (found instanceof HttpError && found.operationId === 'postOauthClientUsageQuery')
        return throwError(() => found)
      seen.starts.push(`${clientId} ${interval}`)
      seen.most = Math.max(seen.most, ++seen.running)
      return timer(5).pipe(map(() => ({ executionId: `of ${clientId}` })))
    },
    getOauthClientUsageQueryResult: (_: string, clientId: string): Observable<object> => {
      const found = usage[clientId]
      if (found !== 'Running') seen.running--
      if (found instanceof Error) return throwError(() => found)
      return of(typeof found === 'string' ? { queryStatus: found } : { queryStatus: 'Complete', results: found })
    },
  }
}
const found = (api: ReturnType<typeof apiOf>, scheduler: TestScheduler, concurrency?: number) =>
  findUnusedClients(api, { days: 2, concurrency, poll: { scheduler, schedule: () => 5, deadlineMs: 20 } }).pipe(
    map(({ client, verdict }) => `${client.id} ${verdict}`),
  )

describe('findUnusedClients', () => {
  it('bears an answer without a list', () =>
    marbles(({ expectObservable, scheduler }) => {
      const getOauthClients = () => of(JSON.parse('{"entities":null}'))

      expectObservable(found({ ...apiOf({}), getOauthClients }, scheduler)).toBe('|')
    }))

  it.each([null, ''])('leaves out who is listed with the id %j, and tells of the others', (id) =>
    marbles(({ expectObservable, scheduler }) => {
      const getOauthClients = () => of(JSON.parse(JSON.stringify({ entities: [{ id }, clientOf('idle')] })))

      expectObservable(found({ ...apiOf({ idle: [] }), getOauthClients }, scheduler)).toBe('----------(i|)', {
        i: 'idle unused',
      })
    }),
  )

  it('emits who made no call, of nobody else', () =>
    marbles(({ expectObservable, scheduler }) => {
      const api = apiOf({ idle: [], zero: [{ requests: 0 }], busy: [{ requests: 0 }, { requests: 1 }], none: [{}] })

      expectObservable(found(api, scheduler)).toBe('----------(izn|)', {
        i: 'idle unused',
        z: 'zero unused',
        n: 'none unused',
      })
    }))

  it('asks for whole days, and runs no more at once than it may', () =>
    marbles(({ expectObservable, flush, scheduler }) => {
      const api = apiOf({ a: [{ requests: 1 }], b: [{ requests: 1 }], c: [{ requests: 1 }] })

      expectObservable(found(api, scheduler, 2)).toBe('20ms |')
      flush()

      expect(api.seen.most).toBe(2)
      expect(api.seen.starts).toEqual(['a', 'b', 'c'].map((id) => `${id} 1969-12-30/1970-01-01`))
    }))

  it('tells of whom it could not be found out, and leaves out who was deleted meanwhile', () =>
    marbles(({ expectObservable, scheduler }) => {
      const gone = refusal(404, 'postOauthClientUsageQuery')
      const api = apiOf({ failed: 'Failed', slow: 'Running', gone, idle: [], lost: refusal(404) })

      expectObservable(found(api, scheduler)).toBe('10ms (fil) 10ms (s|)', {
        f: 'failed unknown',
        l: 'lost unknown',
        s: 'slow unknown',
        i: 'idle unused',
      })
    }))

  it('ends with what would end every other query as well', () =>
    marbles(({ expectObservable, scheduler }) => {
      expectObservable(found(apiOf({ a: refusal(403) }), scheduler)).toBe(
        '10ms #',
        undefined,
        expect.objectContaining({ kind: 'http', status: 403 }),
      )
    }))

  it('leaves out who is too new to have been counted', () =>
    marbles(({ expectObservable, flush, scheduler }) => {
      const clients = [
        clientOf('new', '1969-12-31T00:00:00Z'),
        clientOf('old', '1969-12-30T00:00:00Z'),
        clientOf('dateless', ''),
      ]
      const api = apiOf({}, clients)

      expectObservable(found(api, scheduler)).toBe('10ms (od|)', { o: 'old unused', d: 'dateless unused' })
      flush()

      expect(api.seen.starts).toHaveLength(2)
    }))

  it('refuses options that cannot be used', () => {
    const api = apiOf({})

    expect(() => findUnusedClients(api, { days: 0 })).toThrow(/^days: number given, but a whole number from 1/)
    expect(() => findUnusedClients(api, { days: 1.5 })).toThrow(/^days: number given/)
    expect(() => findUnusedClients(api, { days: 10_001 })).toThrow(/^days: number given/)
    expect(() => findUnusedClients(api, { poll: { maxPolls: 0 } })).toThrow(/^maxPolls: number given/)
    expect(() => findUnusedClients(api, { concurrency: Number.POSITIVE_INFINITY })).toThrow(
      /^concurrency: number given/,
    )
  })
})
