import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Clock } from './clock.ts'
import { breakAnswer } from './control/break-answer.ts'
import type { Recording } from './control/recording.ts'
import { faultOf } from './control/strike-call.ts'
import type { Metrics } from './metrics/create-metrics.ts'
import { dayOf } from './usage/day.ts'
import type { UsageCounter } from './usage/usage-counter.ts'

interface Observers {
  readonly counter: UsageCounter
  readonly metrics: Metrics
  readonly recording: Recording
  readonly clock: Clock
}

/**
 * Tells metrics and recording of every call that was answered, and counts those of a known caller as usage; answers
 * that a fault breaks off too.
 */
export const observeCalls = (app: FastifyInstance, { counter, metrics, recording, clock }: Observers): void => {
  const observe = (request: FastifyRequest, reply: FastifyReply): void => {
    const { caller, method } = request
    const { operation } = request.routeOptions.config
    const { statusCode: status, elapsedTime: elapsedMs } = reply
    const fault = faultOf(request)?.kind ?? null
    const date = clock.now()

    metrics.served(operation?.operationId, status, elapsedMs)
    if (status === 413 && fault === null) metrics.limitHit('request.bytes.max')
    recording.add({
      date,
      method,
      path: operation?.path ?? null,
      operationId: operation?.operationId ?? null,
      status,
      elapsedMs,
      organizationId: caller?.organizationId ?? null,
      clientId: caller?.clientId ?? null,
      fault,
    })
    if (!caller || !operation) return
    counter.count({
      organizationId: caller.organizationId,
      clientId: caller.clientId,
      userId: caller.userId,
      templateUri: operation.path.slice(1),
      httpMethod: method,
      day: dayOf(date),
      status,
    })
  }

  app.addHook('onSend', (request, reply, payload, done) => {
    done(
      null,
      breakAnswer(request, reply, payload, () => observe(request, reply)),
    )
  })
  app.addHook('onResponse', (request, reply, done) => {
    if (faultOf(request)?.kind !== 'reset') observe(request, reply)
    done()
  })
}
