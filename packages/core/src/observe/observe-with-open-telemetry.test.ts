import { SpanStatusCode } from '@opentelemetry/api'
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics'
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base'
import { firstValueFrom, lastValueFrom, NEVER, of, Subject, throwError } from 'rxjs'
import { describe, expect, it, vi } from 'vitest'
import { answer } from '../../test/answers.ts'
import type { Auth } from '../auth/auth.ts'
import { bearerToken } from '../auth/bearer-token.ts'
import { clientCredentials } from '../auth/client-credentials.ts'
import { createOAuthApi } from '../create-api.ts'
import type { HttpResponse, Transport } from '../http/transport.ts'
import { followUsageExecution } from '../polling/poll-usage-execution.ts'
import { observeWithOpenTelemetry } from './observe-with-open-telemetry.ts'
import { observing } from './observing.ts'

const observed = (transport: Transport, auth: Auth = bearerToken('top-token')) => {
  const spans = new InMemorySpanExporter()
  const tracing = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(spans)] })
  const metrics = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE)
  const reader = new PeriodicExportingMetricReader({ exporter: metrics, exportIntervalMillis: 3_600_000 })
  const measuring = new MeterProvider({ readers: [reader] })
  const observe = observeWithOpenTelemetry({ tracer: tracing.getTracer('t'), meter: measuring.getMeter('m') })
  const api = createOAuthApi({
    apiUrl: 'https://api.example:8443',
    auth,
    loginUrl: 'https://login.example',
    transport,
    watch: observing(observe),
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

const milliseconds = ([seconds, nanoseconds]: [number, number] = [Number.NaN, 0]) => seconds * 1000 + nanoseconds / 1e6

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

  it('keeps the span of a shared request open until the last one leaves, whoever opened it', async () => {
    const answers: Subject<HttpResponse>[] = [new Subject(), new Subject()]
    const asked = answers.values()
    const { api, spans } = observed(() => asked.next().value ?? NEVER)
    const opener = api.getOauthClients().subscribe()
    const other = api.getOauthClients().subscribe()

    opener.unsubscribe()
    answers[0]?.next(answer(503, { code: 'service.unavailable' }))
    await vi.waitUntil(() => answers[1]?.observed, { timeout: 20_000 })
    other.unsubscribe()

    expect(spans.getFinishedSpans().map(({ attributes }) => attributes['error.type'])).toEqual(['503', 'unsubscribed'])
  })

  it('makes a span of each login, one that fails included, and tells no secret', async () => {
    const answers = [answer(200, { access_token: 'top-token', expires_in: 60 }), answer(200, {})]
    const auth = clientCredentials({ clientId: 'id', clientSecret: 'top-secret' })
    const { api, spans } = observed(() => of(answers.shift() ?? answer(500)), auth)
    const failing = observed(
      () => throwError(() => new Error('reset')),
      clientCredentials({ clientId: 'id', clientSecret: 's' }),
    )

    await firstValueFrom(api.getOauthScopes())
    await firstValueFrom(failing.api.getOauthScopes({ retries: 0 })).catch(() => undefined)

    const [login, call] = spans.getFinishedSpans()
    expect([login?.name, call?.name]).toEqual(['postOauthToken', 'getOauthScopes'])
    expect(login?.attributes).toMatchObject({
      'http.request.method': 'POST',
      'http.response.status_code': 200,
      'server.address': 'login.example',
      'server.port': 443,
    })
    expect(JSON.stringify([login?.attributes, call?.attributes])).not.toContain('top-')
    expect(failing.spans.getFinishedSpans()).toMatchObject([
      { name: 'postOauthToken', attributes: { 'error.type': 'NetworkError' } },
    ])
  })

  it('makes a span of each poll, from its beginning to its end, with how it ended', async () => {
    const statuses = ['Running', 'Complete', 'Failed']
    const { api, spans } = observed(() => of(answer(200, { queryStatus: statuses.shift() })))
    const options = { schedule: () => 1 }

    await lastValueFrom(followUsageExecution(api, 'c1', 'e1', options))
    await lastValueFrom(followUsageExecution(api, 'c1', 'e2', options)).catch(() => undefined)

    const [first, second] = spans.getFinishedSpans().filter(({ name }) => name === 'followUsageExecution')
    const looks = spans.getFinishedSpans().filter(({ name }) => name === 'getOauthClientUsageQueryResult')
    expect(looks).toHaveLength(3)
    expect(first).toMatchObject({
      status: { code: SpanStatusCode.UNSET },
      attributes: { 'genesys.client_id': 'c1', 'genesys.execution_id': 'e1' },
    })
    expect(milliseconds(first?.startTime)).toBeLessThanOrEqual(milliseconds(looks[0]?.startTime))
    expect(second).toMatchObject({ attributes: { 'error.type': 'UsageExecutionFailedError' } })
  })

  it.each([
    ['tracer', 'object', '{"tracer":{}}'],
    ['meter', 'string', '{"meter":"m"}'],
    ['meter', 'null', '{"meter":null}'],
  ])('refuses what is no %s: %s', (name, type, options) => {
    expect(() => observeWithOpenTelemetry(JSON.parse(options))).toThrow(
      `${name}: ${type} given, but a ${name} is needed`,
    )
  })

  it('refuses to be made for nothing', () => {
    expect(() => observeWithOpenTelemetry({})).toThrow('tracer: undefined given, but a tracer or a meter is needed')
  })
})
