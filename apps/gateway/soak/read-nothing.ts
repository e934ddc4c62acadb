import { connect, type Socket } from 'node:net'

/** Asks for a stream by POST and then reads nothing of it. */
export const readNothing = (port: number, token: string, query: string): Socket => {
  const body = JSON.stringify({ query })
  const head = [
    'POST /graphql HTTP/1.1',
    'host: gateway',
    `authorization: Bearer ${token}`,
    'accept: text/event-stream',
    'content-type: application/json',
    `content-length: ${Buffer.byteLength(body)}`,
  ]
  const socket = connect(port, '127.0.0.1')
  socket.pause()
  socket.on('error', () => undefined)
  socket.write(`${head.join('\r\n')}\r\n\r\n${body}`)
  return socket
}
