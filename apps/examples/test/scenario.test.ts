import {
  ClientsDocument,
  CreateClientDocument,
  DeleteClientDocument,
  FollowExecutionDocument,
  FollowUsageSummaryDocument,
  UpdateClientDocument,
} from '@grantstream/documents'
import { listen, type RunningGateway } from '@grantstream/gateway/listen'
import { startTestSandbox, type TestSandbox } from '@grantstream/sandbox/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { apolloClient } from './clients/apollo.ts'
import type { CreateFrontendClient, FrontendClient } from './clients/frontend-client.ts'
import { graphqlSseClient } from './clients/graphql-sse.ts'
import { graphqlWsClient } from './clients/graphql-ws.ts'
import { relayClient } from './clients/relay.ts'
import { urqlClient } from './clients/urql.ts'
import { type Artifacts, compileArtifacts } from './relay/compile-artifacts.ts'

let sandbox: TestSandbox
let gateway: RunningGateway
let artifacts: Artifacts
let token: string

beforeAll(async () => {
  sandbox = await startTestSandbox()
  gateway = await listen({ host: '127.0.0.1', port: 0 }, { apiUrl: sandbox.url, polling: { schedule: () => 50 } })
  artifacts = await compileArtifacts()
  token = await sandbox.login()
})
afterAll(async () => {
  await artifacts?.remove()
  await gateway?.close()
  await sandbox?.close()
})

const clients: readonly (readonly [name: string, create: CreateFrontendClient])[] = [
  ['urql', urqlClient],
  ['Apollo Client', apolloClient],
  ['a Relay environment', (url, bearer) => relayClient(artifacts)(url, bearer)],
  ['graphql-sse', graphqlSseClient],
  ['graphql-ws', graphqlWsClient],
]

describe.each(clients)('%s', (name, create) => {
  let client: FrontendClient
  beforeAll(async () => {
    client = await create(`${gateway.url}/graphql`, token)
  })
  afterAll(() => client?.close())

  const created = async (label: string) => {
    const input = { name: label, authorizedGrantType: 'CODE', scopeIds: ['users:readonly'] } as const
    const { createOAuthClient } = await client.ask(CreateClientDocument, { input })
    if (createOAuthClient?.__typename !== 'OAuthClientWithSecret') throw new Error('The client was not created')
    return createOAuthClient
  }

  it('creates clients, walks the list of them page by page, and deletes them', async () => {
    const names = ['a', 'b', 'c', 'd', 'e'].map((letter) => `${name} ${letter}`)
    const made = await Promise.all(names.map(created))

    const pages: string[][] = []
    let after: string | null | undefined
    do {
      const filter = { nameContains: `${name} ` }
      const { oauthClients } = await client.ask(ClientsDocument, { first: 2, after, filter })
      expect(oauthClients?.totalCount).toBe(5)
      pages.push(oauthClients?.edges.map(({ node }) => node.name) ?? [])
      after = oauthClients?.pageInfo.hasNextPage ? oauthClients.pageInfo.endCursor : undefined
    } while (after)
    const deletions = made.map(({ client: { clientId } }) =>
      client.ask(DeleteClientDocument, { input: { clientId, deactivate: true } }),
    )

    expect(made.every(({ secret }) => (secret ?? '').length > 16)).toBe(true)
    expect(pages).toEqual([names.slice(0, 2), names.slice(2, 4), names.slice(4)])
    expect((await Promise.all(deletions)).map((answer) => answer.deleteOAuthClient?.__typename)).toEqual(
      names.map(() => 'DeletedOAuthClient'),
    )
  })

  it('is told of problems by their types', async () => {
    const nobody = '00000000-0000-4000-8000-000000000000'
    const blank = { name: ' ', authorizedGrantType: 'CODE' } as const

    const invalid = await client.ask(CreateClientDocument, { input: blank })
    const missing = await client.ask(UpdateClientDocument, { input: { clientId: nobody, name: 'x' } })

    expect(invalid.createOAuthClient).toMatchObject({
      __typename: 'InvalidInput',
      code: 'INVALID_INPUT',
      issues: [{ path: ['name'], message: 'must not be blank' }],
    })
    expect(missing.updateOAuthClient).toMatchObject({ __typename: 'NotFound', code: 'NOT_FOUND', retryable: false })
  })

  it('follows an execution from its start to its rows, and once more by its ids', async () => {
    const states: { readonly status: string; readonly rows: unknown; readonly executionId: string }[] = []
    const again: (string | undefined)[] = []
    const { clientId } = sandbox.admin

    await client.follow(FollowUsageSummaryDocument, { input: { clientId } }, ({ usageSummary }) => {
      if (usageSummary) states.push(usageSummary)
    })
    const executionId = states[0]?.executionId ?? ''
    await client.follow(FollowExecutionDocument, { clientId, executionId }, ({ usageExecution }) => {
      again.push(usageExecution?.status)
    })

    const statuses = states.map(({ status }) => status)
    expect(statuses).toEqual([...statuses.slice(0, -1).map(() => 'RUNNING'), 'COMPLETE'])
    expect(states.at(-1)?.rows).toContainEqual(
      expect.objectContaining({ httpMethod: 'POST', requests: expect.any(Number) }),
    )
    expect(again).toEqual([...again.slice(0, -1).map(() => 'RUNNING'), 'COMPLETE'])
  })

  it('is told of failures by their codes, of a query and of a stream', async () => {
    const query = client.ask(ClientsDocument, { after: 'nonsense' })
    const stream = client.follow(FollowExecutionDocument, { clientId: 'nobody', executionId: 'none' }, () => undefined)

    // Both at once: the one that fails first must not fail with nobody there.
    await Promise.all([
      expect(query).rejects.toMatchObject({ codes: ['INVALID_INPUT'] }),
      expect(stream).rejects.toMatchObject({ codes: ['NOT_FOUND'] }),
    ])
  })
})

describe('the compiler of Relay', () => {
  it('takes every operation that there is, the list as a connection, and a client as what has an id', () => {
    expect(artifacts.names).toHaveLength(18 + 2)
    expect(artifacts.names).toEqual(expect.arrayContaining(['ClientListPageQuery', 'ClientRowQuery']))
  })
})
