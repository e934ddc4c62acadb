import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { answerMalformed } from './answer-malformed.ts'
import { Fault } from './fault.ts'
import { lastAnswer, watchAnswers } from './last-answer.ts'
import type { SandboxSettings } from './settings.ts'

/**
 * Bounds what connections may cost: how many there are, and how long one lasts that is idle or whose client does not
 * read. What Node would refuse without a body becomes a refusal of ours, as does a request of no host or several.
 */
export const guardConnections = (
  app: FastifyInstance,
  { connectionsMost, requestTimeoutMs }: Pick<SandboxSettings, 'connectionsMost' | 'requestTimeoutMs'>,
): void => {
  const server: Server = app.server
  server.maxConnections = connectionsMost
  server.keepAliveTimeout = requestTimeoutMs
  watchAnswers(server)
  // Silence is no fault of a client that waits for its answer, which a test may have asked to be late.
  server.setTimeout(requestTimeoutMs, (socket) => {
    const waits = lastAnswer(socket)?.writableEnded === false
    if (!waits || socket.writableLength > 0) socket.destroy()
  })
  // An expectation that is not known may be ignored. Source: RFC 9110, section 10.1.1.
  server.on('checkExpectation', app.routing)
  server.on('connect', (_request, socket: Socket) => answerMalformed({}, socket))
  app.addHook('onRequest', ({ raw }, reply, done) => {
    // Node serves what asks for another protocol, and then drops what follows of the same packet.
    if (raw.headers.upgrade !== undefined) reply.header('Connection', 'close')
    const hosts = hostsOf(raw.rawHeaders)
    if (hosts > 1 || (hosts === 0 && raw.httpVersion === '1.1'))
      throw new Fault('bad.request', 'The request must name one host')
    done()
  })
}

/** Names and values take turns. Node itself keeps the first of several hosts, and does not tell of the others. */
const hostsOf = (rawHeaders: readonly string[]): number => {
  let hosts = 0
  for (let place = 0; place < rawHeaders.length; place += 2)
    if (rawHeaders[place]?.length === 4 && rawHeaders[place]?.toLowerCase() === 'host') hosts += 1
  return hosts
}
