import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createGateway } from '../src/index.ts'
import { answers, unlimited } from './any-answer.ts'
import { ask } from './ask.ts'
import { randomDocument, undirectedDocument, variables } from './random-document.ts'
import { scriptedTransport } from './scripted-transport.ts'

const globalId = (id: string) => Buffer.from(id).toString('base64')
const gatewayOver = (script: Parameters<typeof scriptedTransport>[0]) =>
  createGateway({
    ...{ apiUrl: 'http://upstream.test', transport: scriptedTransport(script).transport },
    ...{ limits: unlimited, callsPerMinute: 1e9, report: () => undefined },
  })

/** What JSON has, in the place of something else; the last is nothing that text could be made of. */
const odd: readonly unknown[] = [
  null,
  0,
  -1.5,
  '',
  'x',
  true,
  [],
  {},
  [null],
  ['a', 5],
  { id: null },
  { toString: 5, valueOf: 5 },
]

/** The answers of the upstream, some of their values odd. */
const spoiled = fc.gen().map((g) =>
  Object.fromEntries(
    Object.entries(answers).map(([operation, answer]) => {
      const spoil = (_name: string, value: unknown) =>
        g(fc.nat, { max: 9 }) === 0 ? odd[g(fc.nat, { max: odd.length - 1 })] : value
      const body: unknown = JSON.parse(JSON.stringify(answer().body), spoil)
      return [operation, () => ({ body })]
    }),
  ),
)

it('every document is answered, and the process lives, whatever the upstream tells', async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(undirectedDocument, randomDocument), spoiled, async (query, script) => {
      expect(await ask(gatewayOver(script), query, variables)).toHaveProperty('data')
    }),
    { numRuns: 200, endOnFailure: true },
  )
}, 20_000)

it.each([{ scope: 'x' }, { dateCreated: odd.at(-1) }, { state: odd.at(-1) }])(
  'a client with %j is answered',
  async (part) => {
    const body = { id: 'c1', name: 'One', authorizedGrantType: 'CODE', ...part }
    const query = '{ oauthClient(clientId: "c1") { scopes { id } dateCreated state } }'

    expect(await ask(gatewayOver({ getOauthClient: () => ({ body }) }), query)).toHaveProperty('data')
  },
  5000,
)

it('a usage row that is none is told of', async () => {
  const body = { queryStatus: 'Complete', results: [null] }
  const query = '{ usageExecution(clientId: "c1", executionId: "e1") { status rows { date } } }'

  const { data, errors } = await ask(gatewayOver({ getOauthClientUsageQueryResult: () => ({ body }) }), query)

  expect(data).toEqual({ usageExecution: { status: 'COMPLETE', rows: null } })
  expect(errors).toMatchObject([{ path: ['usageExecution', 'rows'], extensions: { code: 'UPSTREAM_UNAVAILABLE' } }])
}, 5000)

it('a node that fails leaves the others in their places', async () => {
  const ids = ['OAuthClient:c1', 'UsageExecution:c1/e1', 'OAuthClient:c2'].map(globalId)
  const refusing = { ...answers, getOauthClientUsageQueryResult: () => ({ status: 403 }) }
  const query = 'query ($ids: [ID!]!) { nodes(ids: $ids) { __typename } }'

  const { data, errors } = await ask(gatewayOver(refusing), query, { ids: [...ids, 'nonsense'] })

  const client = { __typename: 'OAuthClient' }
  expect(data).toEqual({ nodes: [client, null, client, null] })
  expect(errors).toMatchObject([{ path: ['nodes', 1], extensions: { code: 'PERMISSION_DENIED' } }])
})
