import type { ApiEvent } from '@grantstream/core'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { RefusalCode } from '../problems.ts'
import type { GatewayEvent, ObserveGateway } from './gateway-event.ts'

export interface GatewayMetrics {
  readonly registry: Registry
  readonly observe: ObserveGateway
}

const durations = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]

/** Outcomes that are told apart; codes come from the gateway alone, but a label must be bounded for certain. */
const outcomes: ReadonlySet<string> = new Set<RefusalCode | string>([
  'CONFLICT',
  'INVALID_INPUT',
  'NOT_FOUND',
  'PERMISSION_DENIED',
  'THROTTLED',
  'UNAUTHENTICATED',
  'UPSTREAM_UNAVAILABLE',
  'INTERNAL_SERVER_ERROR',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'CANCELLED',
])

/** Metrics of one gateway for Prometheus, process and event loop included. No label holds what callers choose. */
export const createGatewayMetrics = (): GatewayMetrics => {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const registers = [registry]
  const prefix = 'grantstream_gateway'
  const counter = <Label extends string>(name: string, help: string, labelNames: Label[] = []) =>
    new Counter({ name: `${prefix}_${name}_total`, help, labelNames, registers })
  const histogram = <Label extends string>(name: string, help: string, labelNames: Label[] = []) =>
    new Histogram({ name: `${prefix}_${name}_seconds`, help, labelNames, buckets: durations, registers })

  const operations = counter('operations', 'Operations by how they ended.', ['transport', 'type', 'outcome'])
  const operationDuration = histogram('operation_duration', 'Until an answer, or the start of a stream.', ['type'])
  const calls = counter('upstream_calls', 'Exchanges with the upstream; status none without an answer.', [
    'operation',
    'status',
  ])
  const callDuration = histogram('upstream_call_duration', 'Until the answer of the upstream.', ['operation'])
  const shared = counter('polls_shared', 'Streams that joined a poll that was running already.')
  const saved = counter('polls_saved', 'Looks that streams were spared by sharing.')
  const live = new Gauge({
    name: `${prefix}_live_streams`,
    help: 'Live streams.',
    labelNames: ['transport'],
    registers,
  })
  const ended = counter('streams_ended', 'Streams by why they ended.', ['transport', 'end'])
  const lag = histogram('delivery_lag', 'From a state of the upstream to its hand-over to the socket.')
  const refusals = counter('refusals', 'What guards refused.', ['transport', 'guard'])
  const unknownValues = counter('unknown_values', 'Values of the upstream that have no name.', ['enumeration'])
  const failures = counter('unexpected_failures', 'Failures that nobody foresaw.')

  const underway = new Map<number, string>()
  const observeUpstream = (event: ApiEvent) => {
    if (!('call' in event) || event.call === undefined) return
    if (event.kind === 'request') underway.set(event.call, event.operationId)
    else if (event.kind === 'response') {
      underway.delete(event.call)
      calls.inc({ operation: event.operationId, status: String(event.status) })
      callDuration.observe({ operation: event.operationId }, event.durationMs / 1000)
    } else if (event.kind === 'end' || event.kind === 'retry') {
      const operation = underway.get(event.call)
      underway.delete(event.call)
      if (operation !== undefined) calls.inc({ operation, status: 'none' })
    }
  }

  const observe = (event: GatewayEvent) => {
    switch (event.kind) {
      case 'operation': {
        const { transport, type, durationMs } = event
        operations.inc({ transport, type, outcome: outcomeOf(event.errorCodes) })
        return operationDuration.observe({ type }, durationMs / 1000)
      }
      case 'refused':
        return refusals.inc({ transport: event.transport, guard: event.guard })
      case 'stream-opened':
        return live.inc({ transport: event.transport })
      case 'stream-ended':
        live.dec({ transport: event.transport })
        return ended.inc({ transport: event.transport, end: event.end })
      case 'poll-shared':
        return shared.inc()
      case 'polls-saved':
        return saved.inc(event.count)
      case 'delivered':
        return lag.observe(event.lagMs / 1000)
      case 'upstream':
        return observeUpstream(event.event)
      case 'unknown-value':
        return unknownValues.inc({ enumeration: event.enumeration })
      case 'unexpected-failure':
        return failures.inc()
    }
  }
  return { registry, observe }
}

const outcomeOf = ([code]: readonly string[]): string =>
  code === undefined ? 'ok' : outcomes.has(code) ? code : 'other'
