import { describe, expect, it } from 'vitest'
import { InvalidInput } from '../problems.ts'
import { type PageRequest, pageOf } from './client-page.ts'
import type { ClientSource } from './clients.ts'

const client = (id: string, name: string, more: Partial<ClientSource> = {}): ClientSource => ({
  id,
  name,
  authorizedGrantType: 'CODE',
  state: 'active',
  ...more,
})

const byName = { field: 'name', direction: 'asc' } as const
const request = (more: Partial<PageRequest> = {}): PageRequest => ({ first: 25, orderBy: byName, ...more })
const idsOf = ({ edges }: ReturnType<ReturnType<typeof pageOf>>) => edges.map(({ node }) => node.id)

const five = ['e', 'c', 'a', 'd', 'b'].map((id) => client(id, `Client ${id.toUpperCase()}`))

describe('pageOf', () => {
  it('walks the whole list forward, each client once, with exact page info', () => {
    const first = pageOf(request({ first: 2 }))(five)
    const second = pageOf(request({ first: 2, after: first.pageInfo.endCursor }))(five)
    const third = pageOf(request({ first: 2, after: second.pageInfo.endCursor }))(five)

    expect([first, second, third].map(idsOf)).toEqual([['a', 'b'], ['c', 'd'], ['e']])
    expect([first, second, third].map(({ pageInfo }) => [pageInfo.hasPreviousPage, pageInfo.hasNextPage])).toEqual([
      [false, true],
      [true, true],
      [true, false],
    ])
    expect(third.pageInfo.startCursor).toBe(third.pageInfo.endCursor)
    expect(first.totalCount).toBe(5)
  })

  it('says that nothing follows a page that ends with the list', () => {
    const { pageInfo } = pageOf(request({ first: 5 }))(five)

    expect([pageInfo.hasPreviousPage, pageInfo.hasNextPage]).toEqual([false, false])
  })

  it('neither repeats nor skips when clients come and go between two pages', () => {
    const first = pageOf(request({ first: 2 }))(five)
    const changed = [...five.filter(({ id }) => id !== 'b'), client('0', 'Client 0')]

    const second = pageOf(request({ first: 2, after: first.pageInfo.endCursor }))(changed)

    expect(idsOf(second)).toEqual(['c', 'd'])
  })

  it('gives an empty page after the last client', () => {
    const { pageInfo } = pageOf(request())(five)

    const after = pageOf(request({ after: pageInfo.endCursor }))(five)

    expect(after.edges).toEqual([])
    expect(after.pageInfo).toEqual({ hasPreviousPage: true, hasNextPage: false, startCursor: null, endCursor: null })
  })

  it('sorts by each date both ways, unknown dates as the oldest, equal ones by id', () => {
    const dated = [
      client('b', 'x', { dateCreated: '2026-01-01T00:00:00Z' }),
      client('a', 'x', { dateCreated: '2026-01-01T00:00:00.000Z' }),
      client('d', 'x'),
      client('c', 'x', { dateCreated: '2025-06-01T00:00:00Z' }),
    ]

    const ascending = pageOf(request({ orderBy: { field: 'dateCreated', direction: 'asc' } }))(dated)
    const descending = pageOf(request({ orderBy: { field: 'dateCreated', direction: 'desc' } }))(dated)

    expect(idsOf(ascending)).toEqual(['d', 'c', 'a', 'b'])
    expect(idsOf(descending)).toEqual(['b', 'a', 'c', 'd'])
  })

  it('filters by state, grant type, part of the name and scope, all at once', () => {
    const clients = [
      client('1', 'Billing', { scope: ['users'], state: 'inactive' }),
      client('2', 'billing too', { scope: ['users'] }),
      client('3', 'Billing three', { scope: ['users'], authorizedGrantType: 'TOKEN' }),
      client('4', 'Billing four', { scope: ['oauth'] }),
      client('5', 'Other', { scope: ['users'] }),
    ]
    const filter = { state: 'active', authorizedGrantType: 'CODE', nameContains: 'BILL', scopeId: 'users' }

    const page = pageOf(request({ filter }))(clients)

    expect(idsOf(page)).toEqual(['2'])
    expect(page.totalCount).toBe(1)
  })

  it.each([0, -1, 101])('refuses a page of %i', (first) => {
    expect(() => pageOf(request({ first }))).toThrow(InvalidInput)
  })

  it.each(['', 'nonsense', 'bnVsbA', Buffer.from('["name","asc",1,2]').toString('base64url')])(
    'refuses %j as a cursor',
    (after) => {
      expect(() => pageOf(request({ after }))).toThrow('after: must be a cursor of this list')
    },
  )

  it('takes a cursor of another list for a position and nothing more: what it gives is of the list at hand', () => {
    const theirs = [client('t1', 'Client B and a half'), client('t2', 'Zebra')]
    const { endCursor } = pageOf(request({ first: 1 }))(theirs).pageInfo

    const page = pageOf(request({ after: endCursor }))(five)

    expect(idsOf(page)).toEqual(['c', 'd', 'e'])
    expect(page.totalCount).toBe(5)
  })

  it('refuses a cursor of another order', () => {
    const { pageInfo } = pageOf(request())(five)
    const other = request({ after: pageInfo.endCursor, orderBy: { field: 'name', direction: 'desc' } })

    expect(() => pageOf(other)).toThrow('same order')
  })
})
