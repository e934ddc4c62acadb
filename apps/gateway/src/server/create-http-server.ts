import { createServer, type IncomingMessage, type RequestListener, type Server, STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'

export interface HttpServerOptions {
  /** Milliseconds for a request's head to arrive; 10000 by default. */
  readonly headMs?: number
  /** Milliseconds for a whole request to arrive, its body included; 30000 by default. An answer may take any time. */
  readonly requestMs?: number
  /** Told when a head is too large to be read. */
  readonly onLargeHead?: () => void
}

/** A server that lets nobody dawdle, and that answers also what is no HTTP with a body shaped as GraphQL shapes errors. */
export const createHttpServer = (
  listener: RequestListener,
  { headMs = 10_000, requestMs = 30_000, onLargeHead }: HttpServerOptions = {},
): Server => {
  const connectionsCheckingInterval = Math.min(headMs, requestMs, 1000)
  const options = { headersTimeout: headMs, requestTimeout: requestMs, connectionsCheckingInterval }
  const server = createServer({ ...options, maxHeaderSize: 16_384, shouldUpgradeCallback: isWebSocket }, listener)
  server.on('request', (request, response) => {
    const { socket } = request
    response.on('finish', () => closeIfUnread(request, socket))
  })
  server.on('clientError', (failure: NodeJS.ErrnoException, socket) => {
    // It comes again for each piece that arrives after the first that could not be read.
    if (!socket.writable) return
    if (failure.code === 'HPE_HEADER_OVERFLOW') onLargeHead?.()
    answerAndClose(socket, failure.code)
  })
  return server
}

// Some clients offer HTTP/2 with each first request, and are content with an answer by HTTP/1.1.
const isWebSocket = ({ headers }: IncomingMessage): boolean => headers.upgrade?.toLowerCase() === 'websocket'

/** A body that was given up half-way stays in the way of the next request of its connection, which would never be read. */
const closeIfUnread = ({ complete, destroyed }: IncomingMessage, socket: Socket): void => {
  if (complete || !destroyed) return
  // Not at once: a peer that is still writing would be reset before it has read its answer.
  socket.end()
  socket.setTimeout(1000, () => socket.destroy())
}

const answers: Readonly<Record<string, readonly [status: number, code: string, message: string]>> = {
  HPE_HEADER_OVERFLOW: [431, 'REQUEST_ENTITY_TOO_LARGE', 'The head of the request is too large.'],
  HPE_CHUNK_EXTENSIONS_OVERFLOW: [413, 'REQUEST_ENTITY_TOO_LARGE', 'The request is too large.'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'REQUEST_TIMEOUT', 'The request did not arrive in time.'],
}

const answerAndClose = (socket: Duplex, failure = ''): void => {
  if (failure === 'ECONNRESET') return void socket.destroy()
  const [status, code, message] = answers[failure] ?? [400, 'BAD_REQUEST', 'This is no HTTP request.']
  const body = JSON.stringify({ errors: [{ message, extensions: { code } }] })
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'content-type: application/json',
    `content-length: ${Buffer.byteLength(body)}`,
    'cache-control: no-store',
    'connection: close',
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy())
}
