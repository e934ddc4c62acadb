import type { Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { answerMalformed } from './answer-malformed.ts'
import { Fault } from './fault.ts'
import type { SandboxSettings } from './settings.ts'

/**
 * Bounds what connections may cost: how many there are, and how long one lasts whose client does not read. What Node
 * would refuse by itself and without a body becomes a refusal of ours.
 */
export const guardConnections = (
  app: FastifyInstance,
  { connectionsMost, requestTimeoutMs }: Pick<SandboxSettings, 'connectionsMost' | 'requestTimeoutMs'>,
): void => {
  const server: Server = app.server
  server.maxConnections = connectionsMost
  closeUnread(server, requestTimeoutMs)
  // An expectation that is not known may be ignored. Source: RFC 9110, section 10.1.1.
  server.on('checkExpectation', app.routing)
  server.on('connect', (_request, socket: Socket) => answerMalformed({}, socket))
  app.addHook('onRequest', async ({ raw }) => {
    if (raw.headers.host === undefined && raw.httpVersion === '1.1')
      throw new Fault('bad.request', 'The request names no host')
  })
}

/** Silence is no fault of a client that waits for its answer, which a test may have asked to be late. */
const closeUnread = (server: Server, timeoutMs: number): void => {
  const last = new WeakMap<Socket, ServerResponse>()
  server.on('request', ({ socket }, response) => last.set(socket, response))
  server.setTimeout(timeoutMs, (socket) => {
    const waits = last.get(socket)?.writableEnded === false
    if (!waits || socket.writableLength > 0) socket.destroy()
  })
}
