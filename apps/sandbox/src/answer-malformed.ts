import { randomUUID } from 'node:crypto'
import type { Socket } from 'node:net'
import { errorBody, Fault } from './fault.ts'

/** Answers what is not HTTP enough to become a request: with `client.timeout` or `bad.request`, then hangs up. */
export const answerMalformed = (error: { readonly code?: string }, socket: Socket): void => {
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) {
    socket.destroy()
    return
  }
  const fault =
    error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
      ? new Fault('client.timeout', 'The request arrived too slowly')
      : new Fault('bad.request', 'The request cannot be read')
  const correlationId = randomUUID()
  const body = JSON.stringify(errorBody(fault, correlationId))
  const head = [
    `HTTP/1.1 ${fault.status} ${fault.status === 408 ? 'Request Timeout' : 'Bad Request'}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Content-Type: application/json; charset=utf-8',
    `ININ-Correlation-Id: ${correlationId}`,
    'Connection: close',
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`)
}
