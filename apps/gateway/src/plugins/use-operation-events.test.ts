import { expect, it } from 'vitest'
import { scriptedTransport } from '../../test/scripted-transport.ts'
import { createGateway } from '../create-gateway.ts'
import type { GatewayEvent } from '../observe/gateway-event.ts'

/** What a gateway tells of a document, but for calls and deliveries, and how long its caller waited. */
const observed = async (query: string) => {
  const events: GatewayEvent[] = []
  const { transport } = scriptedTransport({
    getTokensMe: () => ({ status: 403 }),
    getOauthScopes: () => ({ body: { entities: [] } }),
    getOauthClient: () => ({ status: 403, headers: { 'inin-correlation-id': 'abc' } }),
    getOauthClientUsageQueryResult: () => ({ body: { queryStatus: 'Complete' } }),
  })
  const observe = (event: GatewayEvent) => events.push(event)
  const gateway = createGateway({ apiUrl: 'http://upstream.test', transport, observe, polling: { schedule: () => 0 } })
  const startedAtMs = performance.now()
  const response = await gateway.fetch('http://gateway.test/graphql', {
    method: 'POST',
    headers: { authorization: 'Bearer token', 'content-type': 'application/json', accept: '*/*' },
    body: JSON.stringify({ query }),
  })
  await response.text()
  const waitedMs = performance.now() - startedAtMs
  return { waitedMs, events: events.filter(({ kind }) => kind !== 'upstream' && kind !== 'delivered') }
}

it.each([
  ['query Scopes { oauthScopes { id } }', 'query', 'Scopes', [], []],
  ['{ oauthClient(clientId: "c1") { name } }', 'query', undefined, ['PERMISSION_DENIED'], ['abc']],
  ['{ oauthScopes { id }', 'invalid', undefined, ['GRAPHQL_PARSE_FAILED'], []],
  ['{ oauthScopes { nothing } }', 'invalid', undefined, ['GRAPHQL_VALIDATION_FAILED'], []],
])('tells of an operation once, and of no more time than its caller waited: %s', async (...facts) => {
  const [query, type, name, errorCodes, correlationIds] = facts

  const { events, waitedMs } = await observed(query)

  const [event] = events
  expect(events).toEqual([
    { kind: 'operation', transport: 'POST', type, name, errorCodes, correlationIds, durationMs: expect.any(Number) },
  ])
  expect(event && 'durationMs' in event && event.durationMs).toBeLessThanOrEqual(waitedMs)
})

it('tells of a stream by its field, and of no more time than it lived', async () => {
  const { events, waitedMs } = await observed(
    'subscription S { result: usageExecution(clientId: "c1", executionId: "e1") { status } }',
  )

  const stream = { transport: 'SSE', field: 'usageExecution' }
  const [operation, ...others] = events.toSorted(({ kind }, other) => kind.localeCompare(other.kind))
  expect(operation).toMatchObject({ kind: 'operation', type: 'subscription', name: 'S', errorCodes: [] })
  expect(others).toEqual([
    { kind: 'stream-ended', ...stream, end: 'completed', durationMs: expect.any(Number) },
    { kind: 'stream-opened', ...stream },
  ])
  for (const event of events) if ('durationMs' in event) expect(event.durationMs).toBeLessThanOrEqual(waitedMs)
})
