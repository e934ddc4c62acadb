import { SpanStatusCode } from '@opentelemetry/api'
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics'
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base'
import { firstValueFrom, NEVER, of, throwError } from 'rxjs'
import { describe, expect, it } from 'vitest'
import { answer } from '../../test/answers.ts'
import { bearerToken } from '../auth/bearer-token.ts'
import { createOAuthApi } from '../create-api.ts'
import type { Transport } from '../http/transport.ts'
import { observeWithOpenTelemetry } from './observe-with-open-telemetry.ts'

const observed = (transport: Transport) => {
  const spans = new InMemorySpanExporter()
  const tracing = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(spans)] })
  const metrics = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE)
  const reader = new PeriodicExportingMetricReader({ exporter: metrics, exportIntervalMillis: 3_600_000 })
  const measuring = new MeterProvider({ readers: [reader] })
  const observe = observeWithOpenTelemetry({ tracer: tracing.getTracer('t'), meter: measuring.getMeter('m') })
  const api = createOAuthApi({
    apiUrl: 'https://api.example:8443',
    auth: bearerToken('top-token'),
    transport,
    observe,
    random: () => 0,
  })
  const measured = async () => {
    await measuring.forceFlush()
    const all = metrics.getMetrics().at(-1)?.scopeMetrics[0]?.metrics ?? []
    await measuring.shutdown()
    return Object.fromEntries(all.map(({ descriptor, dataPoints }) => [descriptor.name, dataPoints]))
  }
  return { api, spans, measured }
}

describe('observeWithOpenTelemetry', () => {
  it('makes a span and a measurement of each request, a repeat marked as one, and tells no token', async () => {
    const answers = [
      answer(503, { code: 'service.unavailable' }),
      answer(200, { id: 'c1' }, { 'inin-correlation-id': 'x' }),
    ]
    const { api, spans, measured } = observed(() => of(answers.shift() ?? answer(500)))

    await firstValueFrom(api.getOauthClient('c1'))

    const [first, second] = spans.getFinishedSpans()
    expect(first).toMatchObject({ name: 'getOauthClient', status: { code: SpanStatusCode.ERROR } })
    expect(first?.attributes).toMatchObject({ 'http.response.status_code': 503, 'error.type': '503' })
    expect(second?.status.code).toBe(SpanStatusCode.UNSET)
    expect(second?.attributes).toEqual({
      'http.request.method': 'GET',
      'url.full': 'https://api.example:8443/api/v2/oauth/clients/c1',
      'server.address': 'api.example',
      'server.port': 8443,
      'http.request.resend_count': 1,
      'http.response.status_code': 200,
      'genesys.correlation_id': 'x',
    })
    const points = await measured()
    expect(points['http.client.request.duration']).toHaveLength(2)
    expect(points['grantstream.events']?.[0]).toMatchObject({ value: 1, attributes: { 'grantstream.event': 'retry' } })
    expect(JSON.stringify([first?.attributes, second?.attributes, points])).not.toContain('top-token')
  })

  it('ends the span of a request that got no answer, with the reason', async () => {
    const failing = observed(() => throwError(() => new Error('reset')))
    const left = observed(() => NEVER)

    await firstValueFrom(failing.api.postOauthClientSecret('c1')).catch(() => undefined)
    left.api.getOauthClients().subscribe().unsubscribe()

    expect(failing.spans.getFinishedSpans().map(({ attributes }) => attributes['error.type'])).toEqual(['NetworkError'])
    expect(left.spans.getFinishedSpans().map(({ attributes }) => attributes['error.type'])).toEqual(['unsubscribed'])
  })

  it('refuses to be made for nothing', () => {
    expect(() => observeWithOpenTelemetry({})).toThrow('tracer: undefined given, but a tracer or a meter is needed')
  })
})
