import fc from 'fast-check'
import { parse, validate } from 'graphql'
import { describe, expect, it } from 'vitest'
import { createGateway, type GatewayOptions } from '../src/index.ts'
import { schema } from '../src/schema/index.ts'
import { answers, unlimited } from './any-answer.ts'
import { startLoopbackUpstream } from './loopback-upstream.ts'
import { randomDocument, variables } from './random-document.ts'
import { scriptedTransport } from './scripted-transport.ts'

interface Answer {
  readonly errors?: readonly { readonly message: string; readonly extensions: object }[]
  readonly extensions?: { readonly cost: { readonly estimated: number; readonly spent: number } }
}

const asking = (options: Partial<GatewayOptions> = {}) => {
  const { transport, asked } = scriptedTransport(answers)
  const gateway = createGateway({
    apiUrl: 'http://upstream.test',
    transport,
    limits: unlimited,
    report: () => {},
    ...options,
  })
  const ask = async (query: string, values = {}): Promise<Answer> => {
    const response = await gateway.fetch('http://gateway.test/graphql', {
      method: 'POST',
      headers: { authorization: `Bearer ${crypto.randomUUID()}`, 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables: values }),
    })
    return (await response.json()) as Answer
  }
  return { ask, asked }
}

describe('the cost of an operation', () => {
  it('is never estimated below what the upstream is asked, whatever the document', async () => {
    const { ask, asked } = asking()

    await fc.assert(
      fc.asyncProperty(randomDocument, async (document) => {
        const before = asked.length

        const { extensions } = await ask(document, variables)

        const made = asked.length - before
        expect(validate(schema, parse(document))).toEqual([])
        expect(extensions?.cost.spent).toBeGreaterThanOrEqual(made)
        expect(extensions?.cost.estimated).toBeGreaterThanOrEqual(extensions?.cost.spent ?? Number.NaN)
      }),
      // Without shrinking, which takes longer than a test may.
      { numRuns: 150, endOnFailure: true },
    )
    expect(new Set(asked)).toEqual(new Set(Object.keys(answers)))
  }, 60_000)

  it.each([
    ['{ a: oauthClients { totalCount } b: oauthClients { totalCount } }', 1],
    ['{ oauthClients { nodes { scopes { description } createdBy { name } } } oauthScopes { id } }', 3],
    ['{ oauthAuthorizations { client { scopes { description } } scopes { description } createdBy { name } } }', 3],
    ['mutation { deleteOAuthClient(input: { clientId: "c1", deactivate: true }) { __typename } }', 3],
    ['mutation { updateOAuthClient(input: { clientId: "c1" }) { __typename } }', 2],
    ['{ node(id: "nonsense") { id } }', 0],
  ])('is told with the answer, and what was spent of it: %s', async (document, calls) => {
    const { ask, asked } = asking()

    const { extensions } = await ask(document)

    expect(asked).toHaveLength(calls)
    expect(extensions?.cost).toEqual({ estimated: Math.max(calls, 1), spent: calls })
  })

  it('is told with the first event of a stream alone: its start and its first look', async () => {
    const looks = [{ queryStatus: 'Running' }, { queryStatus: 'Running' }]
    const upstream = await startLoopbackUpstream({
      answers: ({ path }) =>
        path.includes('/results/')
          ? { body: looks.shift() ?? { queryStatus: 'Complete' } }
          : { body: { executionId: 'e1' } },
    })
    const gateway = createGateway({ apiUrl: upstream.url, polling: { schedule: () => 50 } })
    const headers = { authorization: 'Bearer token', 'content-type': 'application/json', accept: 'text/event-stream' }
    const body = JSON.stringify({ query: 'subscription { usageSummary(input: { clientId: "c1" }) { status } }' })

    const response = await gateway.fetch('http://gateway.test/graphql', { method: 'POST', headers, body })

    const [first = '', ...more] = (await response.text()).split('event: next').slice(1)
    expect(first).toContain('"cost":{"estimated":2}')
    expect(more.length).toBeGreaterThan(0)
    expect(more.join('')).not.toContain('"cost"')
    await upstream.close()
  })

  it('is refused before anyone is asked when it exceeds the limit, by its kind and not by its value', async () => {
    const { ask, asked } = asking({ limits: { cost: 3 } })

    const dear = await ask('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids: ['a', 'b', 'c', 'd'] })
    const fair = await ask('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids: ['a', 'b', 'c'] })

    expect(dear).toEqual({
      errors: [
        {
          message: 'The operation would call the upstream too often.',
          extensions: { code: 'COST_EXCEEDED', guard: 'cost', estimated: 4 },
        },
      ],
    })
    expect(fair.errors).toBeUndefined()
    expect(asked).toEqual([])
  })

  it('is refused by default for more calls than a minute has room for others', async () => {
    const { ask, asked } = asking({ limits: {} })

    const { errors } = await ask('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', {
      ids: Array.from({ length: 51 }, String),
    })

    expect(errors).toMatchObject([{ extensions: { code: 'COST_EXCEEDED' } }])
    expect(asked).toEqual([])
  })
})
