import { describe, expect, it } from 'vitest'
import { parseExposition } from '../../test/parse-exposition.ts'
import type { GatewayEvent } from './gateway-event.ts'
import { createGatewayMetrics } from './metrics.ts'

const call = { atMs: 0, operationId: 'getOauthClient', call: 7 } as const
const operation = { kind: 'operation', transport: 'POST', type: 'query', durationMs: 5, correlationIds: [] } as const

const measured = async (events: readonly GatewayEvent[]) => {
  const { registry, observe } = createGatewayMetrics()
  for (const event of events) observe(event)
  const samples = parseExposition(await registry.metrics())
  return (name: string) =>
    samples.flatMap((sample) =>
      sample.name === `grantstream_gateway_${name}` ? [`${sample.labels} ${sample.value}`] : [],
    )
}

describe('metrics', () => {
  it('have no label that callers choose, however many names and codes there are', async () => {
    const events = Array.from({ length: 500 }, (_, index) => ({
      ...operation,
      ...{ name: `Name${index}`, errorCodes: index === 0 ? [] : [`CODE_${index}`] },
    }))

    const values = await measured(events)

    expect(values('operations_total')).toEqual([
      'transport="POST",type="query",outcome="ok" 1',
      'transport="POST",type="query",outcome="other" 499',
    ])
  })

  it('count every exchange with the upstream once: by its status, or by none when no answer came', async () => {
    const request = { kind: 'request', ...call, method: 'GET', url: 'https://a.example/', attempt: 1 } as const
    const response = {
      kind: 'response',
      ...call,
      attempt: 1,
      status: 503,
      correlationId: undefined,
      durationMs: 3,
    } as const
    const retry = { kind: 'retry', ...call, attempt: 1, delayMs: 1, error: undefined } as const
    const end = { kind: 'end', of: 'call', ...call, outcome: 'error', durationMs: 3, error: undefined } as const

    const values = await measured(
      [request, response, retry, request, end].map((event) => ({ kind: 'upstream', event }) as const),
    )

    expect(values('upstream_calls_total')).toEqual([
      'operation="getOauthClient",status="503" 1',
      'operation="getOauthClient",status="none" 1',
    ])
  })

  it('tell how many looks were saved, and how many streams live and why others do not', async () => {
    const stream = { transport: 'WebSocket', field: 'usageQuery' } as const

    const values = await measured([
      { kind: 'stream-opened', ...stream },
      { kind: 'stream-opened', ...stream },
      { kind: 'poll-shared' },
      { kind: 'polls-saved', count: 4 },
      { kind: 'stream-ended', ...stream, end: 'slow-reader', durationMs: 1 },
    ])

    expect(values('live_streams')).toEqual(['transport="WebSocket" 1'])
    expect(values('streams_ended_total')).toEqual(['transport="WebSocket",end="slow-reader" 1'])
    expect([values('polls_shared_total'), values('polls_saved_total')]).toEqual([[' 1'], [' 4']])
  })
})
