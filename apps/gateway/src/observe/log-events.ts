import type { Logger } from 'pino'
import type { GatewayEvent, ObserveGateway } from './gateway-event.ts'

/** Logs events: operations, ends of streams and what nobody foresaw; at `debug` refusals and every upstream call too. */
export const logEvents = (log: Logger): ObserveGateway => {
  const unknown = new Set<string>()
  return (event) => {
    switch (event.kind) {
      case 'operation':
        return log.info(operationFields(event), 'operation')
      case 'stream-ended': {
        const { transport, field, end, durationMs } = event
        return log.info({ transport, field, end, durationMs: Math.round(durationMs) }, 'stream ended')
      }
      case 'refused':
        return log.debug({ transport: event.transport, guard: event.guard }, 'refused')
      case 'upstream':
        return log.isLevelEnabled('debug') ? logUpstream(log, event.event) : undefined
      case 'unknown-value':
        if (unknown.has(event.enumeration)) return
        unknown.add(event.enumeration)
        return log.warn({ enumeration: event.enumeration }, 'the upstream sent a value that has no name')
      case 'unexpected-failure': {
        const { correlationId, name, message } = event
        return log.error({ correlationId, name, message }, 'unexpected failure')
      }
    }
  }
}

const operationFields = (event: Extract<GatewayEvent, { kind: 'operation' }>) => {
  const { transport, type, name, durationMs, errorCodes, correlationIds, traceId } = event
  return {
    transport,
    type,
    ...(name !== undefined && { name: name.slice(0, 80) }),
    durationMs: Math.round(durationMs),
    ...(errorCodes.length > 0 && { errorCodes }),
    ...(correlationIds.length > 0 && { correlationIds }),
    ...(traceId !== undefined && { traceId }),
  }
}

const logUpstream = (log: Logger, event: Extract<GatewayEvent, { kind: 'upstream' }>['event']) => {
  switch (event.kind) {
    case 'response': {
      const { operationId, call, attempt, status, correlationId, durationMs } = event
      return log.debug({ operationId, call, attempt, status, correlationId, durationMs }, 'upstream answered')
    }
    case 'retry':
      return log.debug(
        { operationId: event.operationId, call: event.call, delayMs: event.delayMs },
        'upstream repeated',
      )
    case 'wait':
      return log.debug({ operationId: event.operationId, call: event.call, delayMs: event.delayMs }, 'upstream waits')
    case 'end': {
      if (event.of !== 'call' || event.outcome !== 'error' || !('call' in event)) return
      const { operationId, call, durationMs, error } = event
      return log.debug({ operationId, call, durationMs, error: nameOf(error) }, 'upstream failed')
    }
  }
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : typeof error)
