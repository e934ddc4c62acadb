import { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { faultOf } from './strike-call.ts'

const untilSentMs = 20

/**
 * What to send instead of an answer, where a fault asks for less than all of it. `onBroken` hears of an answer that
 * will not end by itself. An answer without a body cannot be cut short, only withheld.
 */
export const breakAnswer = (
  request: FastifyRequest,
  reply: FastifyReply,
  payload: unknown,
  onBroken: () => void,
): unknown => {
  const kind = faultOf(request)?.kind
  if (kind !== 'truncate' && kind !== 'reset') return payload
  const bytes = typeof payload === 'string' || Buffer.isBuffer(payload) ? Buffer.from(payload) : Buffer.alloc(0)
  const half = bytes.subarray(0, Math.ceil(bytes.length / 2))
  if (kind === 'truncate') return bytes.length === 0 ? payload : half

  onBroken()
  reply.header('content-length', bytes.length)
  if (half.length === bytes.length) breakConnection(request)
  return Readable.from(halfAnswer(half, request))
}

/** The second half never comes. */
const halfAnswer = async function* (half: Buffer, request: FastifyRequest): AsyncGenerator<Buffer> {
  yield half
  await sleep(untilSentMs)
  breakConnection(request)
  await new Promise(() => undefined)
}

const breakConnection = ({ raw: { socket } }: FastifyRequest): void => {
  // A call that is injected has no connection to reset.
  if ('resetAndDestroy' in socket) socket.resetAndDestroy()
  else (socket as NodeJS.WritableStream & { destroy(): void }).destroy()
}
