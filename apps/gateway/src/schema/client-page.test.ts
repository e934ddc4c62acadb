import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { InvalidInput } from '../problems.ts'
import { type PageRequest, pageOf } from './client-page.ts'
import type { KnownClient } from './client-view.ts'

const client = (id: string, name: string, more: Partial<KnownClient> = {}): KnownClient => ({
  id,
  name,
  authorizedGrantType: 'CODE',
  state: 'active',
  ...more,
})

const byName = { field: 'name', direction: 'asc' } as const
const request = (more: Partial<PageRequest> = {}): PageRequest => ({ first: 25, orderBy: byName, ...more })
const idsOf = ({ edges }: { edges: readonly { node: KnownClient }[] }) => edges.map(({ node }) => node.id)
const pageIn = (clients: readonly KnownClient[], more: Partial<PageRequest> = {}) =>
  pageOf(request(more))(clients, (client) => client)

const five = ['e', 'c', 'a', 'd', 'b'].map((id) => client(id, `Client ${id.toUpperCase()}`))

describe('pageOf', () => {
  it('walks the whole list forward, each client once, with exact page info', () => {
    const first = pageIn(five, { first: 2 })
    const second = pageIn(five, { first: 2, after: first.pageInfo.endCursor })
    const third = pageIn(five, { first: 2, after: second.pageInfo.endCursor })

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
    const { pageInfo } = pageIn(five, { first: 5 })

    expect([pageInfo.hasPreviousPage, pageInfo.hasNextPage]).toEqual([false, false])
  })

  it('neither repeats nor skips when clients come and go between two pages', () => {
    const first = pageIn(five, { first: 2 })
    const changed = [...five.filter(({ id }) => id !== 'b'), client('0', 'Client 0')]

    const second = pageIn(changed, { first: 2, after: first.pageInfo.endCursor })

    expect(idsOf(second)).toEqual(['c', 'd'])
  })

  it('gives an empty page after the last client', () => {
    const { pageInfo } = pageIn(five)

    const after = pageIn(five, { after: pageInfo.endCursor })

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

    const ascending = pageIn(dated, { orderBy: { field: 'dateCreated', direction: 'asc' } })
    const descending = pageIn(dated, { orderBy: { field: 'dateCreated', direction: 'desc' } })

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

    const page = pageIn(clients, { filter })

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
    const { endCursor } = pageIn(theirs, { first: 1 }).pageInfo

    const page = pageIn(five, { after: endCursor })

    expect(idsOf(page)).toEqual(['c', 'd', 'e'])
    expect(page.totalCount).toBe(5)
  })

  it('refuses a cursor of another order', () => {
    const { pageInfo } = pageIn(five)
    const other = request({ after: pageInfo.endCursor, orderBy: { field: 'name', direction: 'desc' } })

    expect(() => pageOf(other)).toThrow('same order')
  })

  it('cuts the pages that sorting the whole list and slicing it would give', () => {
    const anyClients = fc.uniqueArray(fc.tuple(fc.integer({ min: 0, max: 60 }), fc.constantFrom('a', 'B', 'b', 'c')), {
      selector: ([id]) => id,
      maxLength: 40,
    })
    fc.assert(
      fc.property(
        anyClients,
        fc.integer({ min: 1, max: 12 }),
        fc.constantFrom('asc', 'desc'),
        (drawn, first, direction) => {
          const clients = drawn.map(([id, name]) => client(`i${id}`, name))
          const orderBy = { field: 'name', direction } as const
          const keyOf = ({ name, id }: KnownClient) => `${name.toLowerCase()} ${id}`
          const ascending = clients.map(keyOf).toSorted()
          const walked: string[] = []
          let after: string | null = null
          do {
            const page = pageIn(clients, { first, orderBy, after })
            expect(page.edges.length).toBe(Math.min(first, clients.length - walked.length))
            walked.push(...page.edges.map(({ node }) => keyOf(node)))
            after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null
          } while (after !== null)

          expect(walked).toEqual(direction === 'asc' ? ascending : ascending.toReversed())
        },
      ),
    )
  })
})
