import { createHash } from 'node:crypto'
import { ApolloClient, ApolloLink, HttpLink, InMemoryCache } from '@apollo/client'
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries'
import { ClientsDocument, FollowUsageSummaryDocument } from '@grantstream/documents'
import { listen, type RunningGateway } from '@grantstream/gateway/listen'
import { startTestSandbox, type TestSandbox } from '@grantstream/sandbox/testing'
import { EventSource } from 'eventsource'
import { parse } from 'graphql'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { apolloClient } from './clients/apollo.ts'
import { graphqlSseClient } from './clients/graphql-sse.ts'
import { graphqlWsClient } from './clients/graphql-ws.ts'
import { urqlClient } from './clients/urql.ts'
import { parametersOf } from './parameters-of.ts'
import { startTrustingGateway } from './trusting-gateway.ts'

let sandbox: TestSandbox
let gateway: RunningGateway
let token: string

beforeAll(async () => {
  sandbox = await startTestSandbox()
  gateway = await startTrustingGateway(sandbox.url)
  token = await sandbox.login()
})
afterAll(async () => {
  await gateway?.close()
  await sandbox?.close()
})

describe.each([
  ['urql', urqlClient],
  ['Apollo Client', apolloClient],
  ['graphql-sse', graphqlSseClient],
  ['graphql-ws', graphqlWsClient],
])('%s', (_name, create) => {
  it('sends the documents as the gateway trusts them, and may send no others', async () => {
    const client = await create(`${gateway.url}/graphql`, token)
    const input = { clientId: sandbox.admin.clientId }
    const statuses: unknown[] = []

    const { oauthClients } = await client.ask(ClientsDocument, { first: 1 })
    await client.follow(FollowUsageSummaryDocument, { input }, ({ usageSummary }) => {
      statuses.push(usageSummary?.status)
    })
    const other = client.ask(parse('query Other { oauthScopes { id } }'), {})

    await expect(other).rejects.toMatchObject({ codes: ['DOCUMENT_NOT_TRUSTED'] })
    expect(oauthClients?.edges).toHaveLength(1)
    expect(statuses.at(-1)).toBe('COMPLETE')
    client.close()
  })
})

describe("Apollo's link for persisted queries", () => {
  const askBy = (url: string) => {
    const sent: string[] = []
    const http = new HttpLink({
      uri: `${url}/graphql`,
      headers: { authorization: `Bearer ${token}` },
      fetch: (to, init) => {
        sent.push(Object.keys(JSON.parse(String(init?.body))).includes('query') ? 'document' : 'hash')
        return fetch(to, init)
      },
    })
    const hashes = new PersistedQueryLink({ sha256: (text) => createHash('sha256').update(text).digest('hex') })
    const client = new ApolloClient({ cache: new InMemoryCache(), link: ApolloLink.from([hashes, http]) })
    const answer = client.query({ query: ClientsDocument, variables: { first: 1 } })
    return answer.then(({ data }) => ({ sent, clients: data?.oauthClients?.edges.length })).finally(() => client.stop())
  }

  it('needs to send no more than the hash of a trusted document', async () => {
    expect(await askBy(gateway.url)).toEqual({ sent: ['hash'], clients: 1 })
  })

  it('sends the document itself to a gateway that has no manifest', async () => {
    const plain = await listen({ host: '127.0.0.1', port: 0 }, { apiUrl: sandbox.url })

    expect(await askBy(plain.url)).toEqual({ sent: ['hash', 'document'], clients: 1 })
    await plain.close()
  })
})

describe('an EventSource that can send headers', () => {
  it('follows an execution by the id of its document, and reads events that are named', async () => {
    const parameters = parametersOf(FollowUsageSummaryDocument, { input: { clientId: sandbox.admin.clientId } })
    const source = new EventSource(`${gateway.url}/graphql?${parameters}`, {
      fetch: (url, init) => fetch(url, { ...init, headers: { ...init.headers, authorization: `Bearer ${token}` } }),
    })

    const events = await new Promise<string[]>((resolve, reject) => {
      const seen: string[] = []
      source.addEventListener('next', ({ data }) => seen.push(data))
      source.addEventListener('complete', () => resolve(seen))
      source.addEventListener('error', ({ message, code }) => reject(new Error(`${code}: ${message}`)))
    })
    source.close()

    expect(events.map((data) => JSON.parse(data).data.usageSummary.status).at(-1)).toBe('COMPLETE')
  })
})
