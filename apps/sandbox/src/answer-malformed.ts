import { randomUUID } from 'node:crypto'
import type { Socket } from 'node:net'
import { errorBody, Fault } from './fault.ts'
import { dueAnswer } from './last-answer.ts'

/**
 * Answers what is not HTTP enough to become a request: with `client.timeout` or `bad.request`, then hangs up. It waits for
 * the answers to the requests before: a client that did not wait for them takes the first answer for that of the first.
 */
export const answerMalformed = (error: { readonly code?: string }, socket: Socket): void => {
  const before = dueAnswer(socket)
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) socket.destroy()
  else if (before) before.once('close', () => answerMalformed(error, socket))
  else refuse(error, socket)
}

const refuse = (error: { readonly code?: string }, socket: Socket): void => {
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
    'Cache-Control: no-cache, no-store',
    'Connection: close',
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`)
}
