import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { LoginFault, loginError } from '../login/login-fault.ts'
import type { Metrics } from '../metrics/create-metrics.ts'
import { AskedFault } from './asked-fault.ts'
import type { FaultRule } from './fault-rule.ts'
import type { Faults, Strike } from './faults.ts'

const struckBy = new WeakMap<FastifyRequest, FaultRule>()

/** The fault that struck a call, if one did. */
export const faultOf = (request: FastifyRequest): FaultRule | undefined => struckBy.get(request)

/**
 * A step of a call: lets the faults that are set strike it. Emits the reply when the call is over with that: it was
 * answered, or its caller hung up while it was held back. Errors with an `AskedFault`.
 */
export const strikeCall = (
  { faults, metrics }: { readonly faults: Faults; readonly metrics: Metrics },
  request: FastifyRequest,
  reply: FastifyReply,
  host: 'api' | 'login',
): Promise<FastifyReply | undefined> | undefined => {
  const strike = faults.strike(request.routeOptions.config.operation, host === 'login')
  // Nothing to wait for in nearly all calls.
  return strike && serveStrike(strike, metrics, request, reply)
}

const serveStrike = async (
  strike: Strike,
  metrics: Metrics,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply | undefined> => {
  const { rule } = strike
  for (const _hold of strike.holds) metrics.faultStruck('latency')
  if (!(await hold(strike, request))) return reply.hijack()
  if (!rule) return undefined

  struckBy.set(request, rule)
  metrics.faultStruck(rule.kind)
  if (rule.kind === 'error') throw new AskedFault(rule.code, rule.retryAfterSeconds)
  if (rule.kind === 'page') return reply.code(rule.status).type('text/html; charset=utf-8').send(page(rule.status))
  if (rule.kind === 'login-outage') {
    const outage = new LoginFault('temporarily_unavailable', 'the service cannot answer now', 503)
    return reply.code(outage.status).send(loginError(outage))
  }
  return undefined
}

/** Ends early for a fault that is removed, and for a caller that hangs up: then it emits false. */
const hold = async ({ holds }: Strike, request: FastifyRequest): Promise<boolean> => {
  if (holds.length === 0) return true
  const hangUp = new AbortController()
  const { socket } = request.raw
  const onClose = (): void => hangUp.abort()
  socket.once('close', onClose)
  await Promise.all(
    holds.map(({ ms, released }) =>
      sleep(ms, undefined, { signal: AbortSignal.any([released, hangUp.signal]) }).catch(() => undefined),
    ),
  )
  socket.off('close', onClose)
  return !hangUp.signal.aborted
}

const reasons = { 502: 'Bad Gateway', 503: 'Service Unavailable', 504: 'Gateway Time-out' } as const

const page = (status: keyof typeof reasons): string => {
  const title = `${status} ${reasons[status]}`
  return `<!doctype html>\n<html lang="en"><head><title>${title}</title></head><body><h1>${title}</h1></body></html>\n`
}
