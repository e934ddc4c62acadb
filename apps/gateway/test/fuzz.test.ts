import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createGateway, type Gateway, type UnexpectedFailure } from '../src/index.ts'
import { listen, type RunningGateway } from '../src/server/listen.ts'
import { type LoopbackUpstream, startLoopbackUpstream } from './loopback-upstream.ts'
import { rawExchange } from './raw-exchange.ts'

let upstream: LoopbackUpstream
let gateway: RunningGateway
let inProcess: Gateway
const reported: UnexpectedFailure[] = []

beforeAll(async () => {
  upstream = await startLoopbackUpstream({ answers: () => ({ body: { entities: [] } }) })
  const hasty = { host: '127.0.0.1', port: 0, headMs: 1000, requestMs: 1000 }
  const options = { apiUrl: upstream.url, report: (failure: UnexpectedFailure) => reported.push(failure) }
  gateway = await listen(hasty, options)
  inProcess = createGateway(options)
})
afterAll(async () => {
  await gateway.close()
  await upstream.close()
})

const post = async (body: string | Uint8Array): Promise<{ readonly status: number; readonly text: string }> => {
  const headers = {
    authorization: 'Bearer token',
    'content-type': 'application/json',
    accept: 'application/graphql-response+json',
  }
  const response = await inProcess.fetch('http://gateway.test/graphql', { method: 'POST', headers, body })
  return { status: response.status, text: await response.text() }
}

/** Refused, with a code, or carried out: but foreseen. */
const expectForeseen = ({ status, text }: { readonly status: number; readonly text: string }) => {
  const { data, errors } = JSON.parse(text)
  expect(status).toBeLessThan(500)
  expect(reported).toEqual([])
  if (data === undefined) for (const { extensions } of errors) expect(extensions.code).toMatch(/^[A-Z_]+$/)
}

const grammar = fc.constantFrom(
  '{',
  '}',
  '(',
  ')',
  '[',
  ']',
  ':',
  '$',
  '!',
  '@',
  '...',
  '"',
  '"""',
  '#',
  '=',
  '|',
  '&',
  'query',
  'mutation',
  'on',
  'fragment',
  'a',
  'oauthScopes',
  '__schema',
  '1',
  '1e9',
  '-',
  '\\u',
  '\u0000',
  ' ',
)
/** Any text but with halves of characters. That of fast-check lists all of them first, which takes a second. */
const anyText = fc.string({
  unit: fc
    .integer({ min: 0, max: 0x10ffff })
    .filter((code) => code < 0xd800 || code > 0xdfff)
    .map((code) => String.fromCodePoint(code)),
})
const everyArgument = `query ($ids: [ID!]!, $first: Int, $after: String, $filter: OAuthClientFilter, $order: OAuthClientOrder) {
  nodes(ids: $ids) { id } oauthClients(first: $first, after: $after, filter: $filter, orderBy: $order) { totalCount } }`
const everyInput = 'mutation ($input: StartUsageQueryInput!) { startUsageQuery(input: $input) { __typename } }'
const interval = fc.record({
  start: fc.anything(),
  end: fc.oneof(fc.string(), fc.integer(), fc.constant('2026-01-01T00:00:00Z')),
})

describe('whatever comes', () => {
  it.each<[string, fc.Arbitrary<string | Uint8Array>]>([
    ['as bytes of a body', fc.uint8Array({ maxLength: 200 })],
    ['as JSON', fc.json({ maxDepth: 4 })],
    [
      'in the places of parameters',
      fc
        .record(
          {
            query: fc.anything(),
            variables: fc.anything(),
            operationName: fc.anything(),
            extensions: fc.anything(),
            documentId: fc.anything(),
          },
          { requiredKeys: [] },
        )
        .map((value) => stringify(value)),
    ],
    [
      'as a document of the words of the language',
      fc.array(grammar, { maxLength: 40 }).map((words) => stringify({ query: words.join(' ') })),
    ],
    [
      'as variables of a query',
      fc
        .record(
          {
            ids: fc.anything(),
            first: fc.anything(),
            after: fc.anything(),
            filter: fc.anything(),
            order: fc.anything(),
          },
          { requiredKeys: [] },
        )
        .map((variables) => stringify({ query: everyArgument, variables })),
    ],
    [
      'as texts of a query that fit their types',
      fc
        .record({
          ids: fc.array(anyText, { maxLength: 5 }),
          first: fc.integer({ min: -200, max: 200 }),
          after: anyText,
        })
        .map((variables) => stringify({ query: everyArgument, variables })),
    ],
    [
      'as the input of a mutation',
      fc
        .record(
          { clientId: fc.anything(), interval, granularity: fc.anything(), groupBy: fc.anything() },
          { requiredKeys: [] },
        )
        .map((input) => stringify({ query: everyInput, variables: { input } })),
    ],
  ])('%s is foreseen', async (_where, bodies) => {
    await fc.assert(
      fc.asyncProperty(bodies, async (body) => expectForeseen(await post(body))),
      { numRuns: 60, endOnFailure: true },
    )
  })

  it('as bytes on the socket ends in an answer or in silence, but it ends', async () => {
    const bytes = fc.sample(fc.uint8Array({ minLength: 1, maxLength: 300 }), 40)
    const heads = fc
      .sample(fc.string({ unit: 'grapheme-ascii', maxLength: 60 }), 20)
      .map((text) => `GET /graphql?${text} HTTP/1.1\r\nConnection: close\r\nHost: ${text}\r\n${text}\r\n\r\n`)

    const answers = await Promise.all([...bytes, ...heads].map((each) => rawExchange(gateway.url, each)))

    for (const answer of answers) expect(answer).toMatch(/^$|^HTTP\/1.1 4\d\d /)
    expect(reported).toEqual([])
    expect((await fetch(`${gateway.url}/health`)).status).toBe(200)
  })
})

/** As JSON; of what JSON has no word for, nothing. */
const stringify = (value: unknown): string => {
  try {
    return JSON.stringify(value, (_key, each: unknown) => (typeof each === 'bigint' ? String(each) : each)) ?? 'null'
  } catch {
    return 'null'
  }
}
