import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { readTrustedDocuments } from '../src/guards/trusted-documents.ts'
import { listen, type RunningGateway } from '../src/server/listen.ts'
import { ask } from './ask-over-http.ts'
import { type LoopbackUpstream, type SeenRequest, startLoopbackUpstream } from './loopback-upstream.ts'

let upstream: LoopbackUpstream
let gateway: RunningGateway
let release: (() => void)[]

const query = '{ oauthScopes { id } }'
const tokenOf = ({ headers }: SeenRequest) => headers.authorization?.replace('Bearer ', '')
const readsOf = (token: string) => upstream.requests.filter((request) => tokenOf(request) === token)

/** An upstream whose answers wait until they are let go; each names how many reads had begun when it began. */
beforeEach(async () => {
  release = []
  upstream = await startLoopbackUpstream({
    answers: () => {
      const { promise, resolve } = Promise.withResolvers<{ body: object }>()
      const number = release.length
      release.push(() => resolve({ body: { entities: [{ id: `read ${number}` }] } }))
      return promise
    },
  })
  gateway = await listen({ host: '127.0.0.1', port: 0 }, { apiUrl: upstream.url })
  const first = ask(gateway.url, query, 'one')
  await vi.waitFor(() => expect(release).toHaveLength(1), 10_000)
  release[0]?.()
  await first
})
afterEach(async () => {
  for (const letGo of release) letGo()
  await gateway.close()
  await upstream.close()
})

const haveBegun = (count: number) => vi.waitFor(() => expect(release).toHaveLength(count), 10_000)

describe('equal queries', () => {
  it('of one token that come while one is under way are answered together, by a read that began after they came', async () => {
    const first = ask(gateway.url, query, 'one')
    await haveBegun(2)
    const later = Promise.all([ask(gateway.url, query, 'one'), ask(gateway.url, query, 'one')])
    // Another token's read tells that the two before it have arrived: they came on connections of their own.
    const other = ask(gateway.url, query, 'other')
    await haveBegun(3)
    expect(readsOf('one')).toHaveLength(2)

    release[1]?.()
    await haveBegun(4)
    release[3]?.()
    release[2]?.()

    expect((await first).data).toEqual({ oauthScopes: [{ id: 'read 1' }] })
    expect((await other).data).toEqual({ oauthScopes: [{ id: 'read 2' }] })
    expect((await later).map(({ data }) => data)).toEqual(Array(2).fill({ oauthScopes: [{ id: 'read 3' }] }))
    expect(readsOf('one')).toHaveLength(3)
  })

  it('of a trusted document that is known by its id are answered together too', async () => {
    const trustedDocuments = readTrustedDocuments(JSON.stringify({ scopes: query }))
    const trusting = await listen({ host: '127.0.0.1', port: 0 }, { apiUrl: upstream.url, trustedDocuments })
    const askById = async (documentId: string, token: string): Promise<unknown> => {
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
      const body = JSON.stringify({ documentId })
      return (await fetch(`${trusting.url}/graphql`, { method: 'POST', headers, body })).json()
    }
    const known = askById('scopes', 'two')
    await haveBegun(2)
    release[1]?.()
    await known

    const first = askById('scopes', 'two')
    await haveBegun(3)
    const later = Promise.all([askById('scopes', 'two'), askById('scopes', 'two')])
    const other = askById('scopes', 'other')
    await haveBegun(4)
    release[2]?.()
    await haveBegun(5)
    for (const letGo of release) letGo()
    const all = await Promise.all([first, other, later])

    expect(all).toMatchObject([{ data: {} }, { data: {} }, [{ data: {} }, { data: {} }]])
    expect(readsOf('two')).toHaveLength(3)
    await trusting.close()
  })

  it('that all left are not asked of the upstream any more', async () => {
    const leaving = new AbortController()
    const first = ask(gateway.url, query, 'one')
    await haveBegun(2)
    const body = JSON.stringify({ query })
    const headers = { authorization: 'Bearer one', 'content-type': 'application/json' }
    const left = fetch(`${gateway.url}/graphql`, { method: 'POST', headers, body, signal: leaving.signal })
    const other = ask(gateway.url, query, 'other')
    await haveBegun(3)

    leaving.abort()
    await left.catch(() => 'aborted')
    release[2]?.()
    await other
    release[1]?.()
    await first

    expect(readsOf('one')).toHaveLength(2)
  })

  it('that change something are each carried out', async () => {
    const mutation = 'mutation { regenerateOAuthClientSecret(input: { clientId: "c1" }) { __typename } }'
    const both = Promise.all([ask(gateway.url, mutation, 'one'), ask(gateway.url, mutation, 'one')])

    await haveBegun(3)
    for (const letGo of release) letGo()

    await both
    expect(readsOf('one').filter(({ method }) => method === 'POST')).toHaveLength(2)
  })

  it('that change something are each carried out also where a query of their document was run before', async () => {
    const document = `query Read ${query} mutation Change { regenerateOAuthClientSecret(input: { clientId: "c1" }) { __typename } }`
    const read = ask(gateway.url, document, 'one', 'Read')
    await haveBegun(2)
    release[1]?.()
    await read
    const both = Promise.all([1, 2].map(() => ask(gateway.url, document, 'one', 'Change')))

    await haveBegun(4)
    for (const letGo of release) letGo()

    await both
    expect(readsOf('one').filter(({ method }) => method === 'POST')).toHaveLength(2)
  })
})
