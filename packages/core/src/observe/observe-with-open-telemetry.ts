import { type Meter, type Span, SpanKind, SpanStatusCode, type Tracer } from '@opentelemetry/api'
import { refuse, requireObject } from '../refuse.ts'
import type { ApiEvent, EndEvent, Observe, RequestEvent, ResponseEvent, ShareEvent } from './api-event.ts'
import { createMetrics } from './metrics.ts'

/** Where the events go. */
export interface OpenTelemetryOptions {
  /** Gets a span per request, logins included, of kind client, and one per poll of an execution, of kind internal. */
  readonly tracer?: Tracer | undefined
  /** Gets durations of requests and of polls, and counts of repeats, waits, shared calls, looks and warnings. */
  readonly meter?: Meter | undefined
}

/**
 * An observer, for `observing(...)`, that tells OpenTelemetry. Names and attributes are those of its conventions for HTTP
 * clients; a span is named for its operation. Throws a TypeError when it is given neither, or what is none.
 *
 * @example
 * ```ts
 * import { bearerToken, createOAuthApi, hostsOf, observing } from '@grantstream/core'
 * import { observeWithOpenTelemetry } from '@grantstream/core/opentelemetry'
 * import { metrics, trace } from '@opentelemetry/api'
 *
 * const observe = observeWithOpenTelemetry({ tracer: trace.getTracer('clients'), meter: metrics.getMeter('clients') })
 * const api = createOAuthApi({ ...hostsOf('eu-west-1'), auth: bearerToken('a-token'), watch: observing(observe) })
 *
 * api.getOauthClients().subscribe(({ total }) => process.stdout.write(`${total} clients\n`))
 * ```
 */
export const observeWithOpenTelemetry = (options: OpenTelemetryOptions): Observe => {
  const { tracer, meter } = requireObject(options)
  if (tracer === undefined && meter === undefined) throw refuse('tracer', tracer, 'a tracer or a meter')
  if (tracer !== undefined && typeof tracer?.startSpan !== 'function') throw refuse('tracer', tracer, 'a tracer')
  if (meter !== undefined && typeof meter?.createCounter !== 'function') throw refuse('meter', meter, 'a meter')
  const measure = meter && createMetrics(meter)
  const trace = tracer && createSpans(tracer)
  return (event) => {
    trace?.(event)
    measure?.(event)
  }
}

const createSpans = (tracer: Tracer) => {
  // By call, which has one request under way at a time; where calls share one, by the call that opened the exchange.
  const open = new Map<number, Span>()
  const openers = new Map<number, number>()
  const waiting = new Map<number, number>()

  const begin = ({ operationId, call, method, url, attempt, atMs }: RequestEvent) => {
    const { hostname, port, protocol } = new URL(url)
    const attributes = {
      'http.request.method': method,
      'url.full': url,
      'server.address': hostname,
      'server.port': Number(port) || (protocol === 'https:' ? 443 : 80),
      ...(attempt > 1 && { 'http.request.resend_count': attempt - 1 }),
    }
    open.set(call, tracer.startSpan(operationId, { kind: SpanKind.CLIENT, startTime: atMs, attributes }))
  }
  const take = (call: number): Span | undefined => {
    const span = open.get(call)
    open.delete(call)
    return span
  }
  const answer = ({ call, status, correlationId, atMs }: ResponseEvent) => {
    const span = take(call)
    span?.setAttribute('http.response.status_code', status)
    if (correlationId !== undefined) span?.setAttribute('genesys.correlation_id', correlationId)
    if (status >= 400) fail(span, String(status))
    span?.end(atMs)
  }
  const abandon = (call: number, atMs: number, reason: string) => {
    const span = take(call)
    fail(span, reason)
    span?.end(atMs)
  }
  const join = ({ call, with: opener }: ShareEvent) => {
    openers.set(call, opener)
    waiting.set(opener, (waiting.get(opener) ?? 1) + 1)
  }
  /** The request of a call ends with it, unless others wait for the same one. */
  const leave = (call: number, atMs: number, reason: string) => {
    const opener = openers.get(call) ?? call
    openers.delete(call)
    const left = (waiting.get(opener) ?? 1) - 1
    if (left > 0) return waiting.set(opener, left)
    waiting.delete(opener)
    abandon(opener, atMs, reason)
  }
  const tellPoll = (event: Extract<EndEvent, { executionId: string }>) => {
    const { atMs, durationMs, outcome, clientId, executionId } = event
    const attributes = { 'genesys.client_id': clientId, 'genesys.execution_id': executionId }
    const span = tracer.startSpan('followUsageExecution', { startTime: atMs - durationMs, attributes })
    if (outcome !== 'value') fail(span, reasonOf(event))
    span.end(atMs)
  }
  return (event: ApiEvent): void => {
    if (event.kind === 'request') begin(event)
    else if (event.kind === 'response') answer(event)
    else if (event.kind === 'retry') abandon(event.call, event.atMs, nameOf(event.error))
    else if (event.kind === 'share') join(event)
    else if (event.kind !== 'end') return
    else if ('call' in event) leave(event.call, event.atMs, reasonOf(event))
    else tellPoll(event)
  }
}

const fail = (span: Span | undefined, reason: string): void => {
  span?.setAttribute('error.type', reason)
  span?.setStatus({ code: SpanStatusCode.ERROR })
}

const reasonOf = ({ outcome, error }: EndEvent): string => (outcome === 'error' ? nameOf(error) : outcome)

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : typeof error)
