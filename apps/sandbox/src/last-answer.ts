import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

interface Exchange {
  readonly request: IncomingMessage
  readonly answer: ServerResponse
  /** The answer that was due when the request came. */
  readonly before: ServerResponse | undefined
}

const lastOf = new WeakMap<Socket, Exchange>()

/** Lets `dueAnswer` and `lastAnswer` know of the answers of a server. */
export const watchAnswers = (server: Server): void => {
  server.on('request', (request, answer) => {
    const { socket } = request
    lastOf.set(socket, { request, answer, before: unlessClosed(lastAnswer(socket)) })
  })
}

/** The answer to the last request on a connection. */
export const lastAnswer = (socket: Socket): ServerResponse | undefined => lastOf.get(socket)?.answer

/** The last answer that is still due to a request which has arrived whole; undefined when none is. */
export const dueAnswer = (socket: Socket): ServerResponse | undefined => {
  const { request, answer, before } = lastOf.get(socket) ?? {}
  return unlessClosed(request?.complete ? answer : before)
}

const unlessClosed = (answer: ServerResponse | undefined): ServerResponse | undefined =>
  answer?.closed === false ? answer : undefined
