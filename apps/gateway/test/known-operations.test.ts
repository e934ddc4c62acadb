import { afterEach, beforeEach, expect, it } from 'vitest'
import type { GatewayEvent } from '../src/observe/gateway-event.ts'
import { listen, type RunningGateway } from '../src/server/listen.ts'
import { scriptedTransport } from './scripted-transport.ts'
import { subscribe } from './subscribe.ts'

const document = `subscription Follow($id: ID!, $beat: Int) {
  result: usageExecution(clientId: "c1", executionId: $id, heartbeatSeconds: $beat) { status rows { requests } }
}`
const sse = 'text/event-stream'
const { transport } = scriptedTransport({
  getTokensMe: () => ({
    body: { organization: { id: 'o1' }, OAuthClient: { id: 'c2', authorizedGrantType: 'CLIENT-CREDENTIALS' } },
  }),
  getOauthClientUsageQueryResult: ({ url }) => {
    if (url.includes('gone')) return { status: 404 }
    const requests = url.includes('unforeseen') ? 'a text' : 7
    return { body: { queryStatus: 'Complete', results: [{ requests }] } }
  },
})
let gateway: RunningGateway
let events: GatewayEvent[]
beforeEach(async () => {
  events = []
  gateway = await listen(
    { host: '127.0.0.1', port: 0 },
    { apiUrl: 'http://upstream.test', transport, report: () => undefined, observe: (event) => events.push(event) },
  )
})
afterEach(() => gateway.close(200))

const post = (body: object, accept: string) =>
  fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { authorization: 'Bearer token', 'content-type': 'application/json', accept },
    body: JSON.stringify(body),
  })

/** What a stream tells and what is told of it, without what is another with each. */
const outcomeOf = async (query: string, variables: object, accept: string) => {
  events = []
  const response = await post({ query, variables }, accept)
  const text = (await response.text()).replaceAll(/"correlationId":"[^"]*"/g, '')
  const ofStream = events.filter(({ kind }) => kind !== 'upstream')
  const told = JSON.stringify(ofStream, (name, value) => (/Ms$|^correlationId/.test(name) ? name : value))
  return { status: response.status, text, told }
}

it.each([
  ['completes', { id: 'e1', beat: 9 }, sse, 200, '"status":"COMPLETE"'],
  ['is of an execution that there is not', { id: 'gone' }, sse, 200, '"code":"NOT_FOUND"'],
  ['fails in a way that nobody foresaw', { id: 'unforeseen' }, sse, 200, '"code":"INTERNAL_SERVER_ERROR"'],
  ['has input that cannot be', { id: 'e1', beat: 301 }, sse, 200, '"code":"INVALID_INPUT"'],
  ['has variables that do not fit', { id: [] }, sse, 200, '"code":"INVALID_INPUT"'],
  ['is asked for in JSON', { id: 'e1' }, 'application/graphql-response+json', 406, '"code":"NOT_ACCEPTABLE"'],
])('a subscription that %s does so too when its document is known', async (_how, variables, accept, status, part) => {
  const unknown = await outcomeOf(document, variables, accept)
  await outcomeOf(document, { id: 'e1' }, sse)

  const known = await outcomeOf(document, variables, accept)

  expect(known).toEqual(unknown)
  expect(known).toMatchObject({ status, text: expect.stringContaining(part) })
})

it('a subscription is told of in full where a variable that must not be null has a default', async () => {
  const { text } = await outcomeOf(document.replace('$beat: Int', '$beat: Int! = 9'), { id: 'e1' }, sse)

  expect(text).toContain('{"status":"COMPLETE","rows":[{"requests":7}]}')
})

it('a query that is known without a name is not run by an empty one, past the guards', async () => {
  const query = 'query Nodes($ids: [ID!]!) { nodes(ids: $ids) { id } }'
  await (await post({ query, variables: { ids: [] } }, '*/*')).text()

  const response = await post({ query, variables: { ids: Array(60).fill('') }, operationName: '' }, '*/*')

  expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'OPERATION_RESOLUTION_FAILURE' } }] })
})

it('a subscription by WebSocket tells the same when its document is known', async () => {
  const queries = ['e1', 'gone', 'unforeseen'].map(
    (id) =>
      `subscription { result: usageExecution(clientId: "c1", executionId: "${id}") { status rows { requests } } }`,
  )
  const all = async () => {
    const streams = await Promise.all(queries.map((query) => subscribe(gateway.url, 'token', query, 'WebSocket').ended))
    return JSON.stringify(streams).replaceAll(/"correlationId":"[^"]*"/g, '')
  }

  const unknown = await all()

  expect(await all()).toBe(unknown)
  expect(unknown).toMatch(/COMPLETE.*NOT_FOUND.*INTERNAL_SERVER_ERROR/)
})
