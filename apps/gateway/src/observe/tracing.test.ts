import type { HttpRequest, Transport } from '@grantstream/core'
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base'
import { delay, of } from 'rxjs'
import { describe, expect, it } from 'vitest'
import { createGateway } from '../create-gateway.ts'
import { createTracing } from './tracing.ts'

const answers: Readonly<Record<string, object>> = {
  '/api/v2/oauth/clients': { entities: [] },
  '/api/v2/oauth/scopes': { entities: [] },
}

/** A gateway that is traced, and every request that its upstream gets. */
const traced = (tellsUpstream: boolean) => {
  const exporter = new InMemorySpanExporter()
  const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] })
  const tracing = createTracing(provider.getTracer('test'))
  const asked: HttpRequest[] = []
  const upstream: Transport = (request) => {
    asked.push(request)
    const body = answers[new URL(request.url).pathname] ?? {}
    return of({ status: 200, headers: { get: () => null }, text: JSON.stringify(body) }).pipe(delay(5))
  }
  const gateway = createGateway({
    apiUrl: 'http://upstream.test',
    transport: tracing.carrying(upstream, tellsUpstream),
    observe: tracing.observe,
    beginOperation: tracing.begin,
  })
  const ask = async (query: string, traceparent?: string) => {
    const response = await gateway.fetch('http://gateway.test/graphql', {
      method: 'POST',
      headers: { authorization: 'Bearer t', 'content-type': 'application/json', ...(traceparent && { traceparent }) },
      body: JSON.stringify({ query }),
    })
    await response.text()
  }
  return { ask, asked, spans: () => exporter.getFinishedSpans(), tracing }
}

describe('a traced gateway', () => {
  it('puts every upstream call below the operation that made it, also when operations run side by side', async () => {
    const { ask, spans } = traced(false)

    await Promise.all([ask('query A { oauthClients { totalCount } }'), ask('query B { oauthScopes { id } }')])

    const parents = spans()
      .filter(({ name }) => name.startsWith('get'))
      .map(({ name, parentSpanContext }) => {
        const parent = spans().find((span) => span.spanContext().spanId === parentSpanContext?.spanId)
        return [name, parent?.attributes['graphql.operation.name']]
      })
    expect(parents).toEqual(
      expect.arrayContaining([
        ['getOauthClients', 'A'],
        ['getOauthScopes', 'B'],
      ]),
    )
    expect(new Set(spans().map((span) => span.spanContext().traceId)).size).toBe(2)
  })

  it('tells the upstream the span of each request only if it is to', async () => {
    const caller = '4bf92f3577b34da6a3ce929d0e0e4736'
    const [telling, silent] = [traced(true), traced(false)]

    for (const { ask } of [telling, silent]) await ask('{ oauthScopes { id } }', `00-${caller}-00f067aa0ba902b7-01`)

    const call = telling.spans().find(({ name }) => name === 'getOauthScopes')
    expect(telling.asked[0]?.headers.traceparent).toBe(`00-${caller}-${call?.spanContext().spanId}-01`)
    expect(silent.asked[0]?.headers).not.toHaveProperty('traceparent')
  })

  it('begins a trace of its own for a caller whose traceparent is none, and takes no name that may be a token', async () => {
    const { ask, spans } = traced(false)

    await ask('query canary0123456789abcdef { oauthScopes { id } }', 'canary')

    expect(spans().find(({ name }) => name === 'query')?.parentSpanContext).toBeUndefined()
    expect(JSON.stringify(spans().map(({ attributes }) => attributes))).not.toContain('canary')
  })

  it('marks an operation that fails with the code of its failure', async () => {
    const { ask, spans } = traced(false)

    await ask('{ oauthClient(clientId: "") { name } }')

    expect(spans().at(-1)?.attributes).toEqual({
      'graphql.operation.type': 'query',
      'grantstream.transport': 'POST',
      'error.type': 'INVALID_INPUT',
    })
  })
})
