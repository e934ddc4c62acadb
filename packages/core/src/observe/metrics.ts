import type { Meter } from '@opentelemetry/api'
import type { ApiEvent } from './api-event.ts'

/** Measures what events tell, by a meter of OpenTelemetry. Durations are in seconds, as its conventions have them. */
export const createMetrics = (meter: Meter): ((event: ApiEvent) => void) => {
  const requests = meter.createHistogram('http.client.request.duration', { unit: 's' })
  const polls = meter.createHistogram('grantstream.poll.duration', { unit: 's' })
  const counted = meter.createCounter('grantstream.events')

  return (event) => {
    switch (event.kind) {
      case 'response':
        return requests.record(event.durationMs / 1000, {
          'grantstream.operation': event.operationId,
          'http.response.status_code': event.status,
        })
      case 'end':
        if (event.of === 'poll') polls.record(event.durationMs / 1000, { 'grantstream.outcome': event.outcome })
        return
      case 'request':
        return
      default:
        counted.add(1, { 'grantstream.event': event.kind })
    }
  }
}
