import { type IncomingMessage, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'

/** The head of a request that asks to become a WebSocket; undefined when it is no request that there could be. */
export const requestOfUpgrade = ({ url = '/', headers, headersDistinct }: IncomingMessage): Request | undefined => {
  const full = `http://${headers.host}${url}`
  if (headers.host === undefined || !url.startsWith('/') || !URL.canParse(full)) return undefined
  const known = new Headers()
  for (const [name, values = []] of Object.entries(headersDistinct))
    for (const value of values) known.append(name, value)
  return new Request(full, { headers: known })
}

/** Answers by HTTP what does not become a WebSocket, and closes the connection. */
export const answerUpgrade = async (socket: Duplex, answer: Response | undefined): Promise<void> => {
  const { status, headers } = answer ?? new Response(null, { status: 400 })
  const body = (await answer?.text()) ?? ''
  const lines = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    ...[...headers].map(([name, value]) => `${name}: ${value}`),
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ]
  socket.on('error', () => socket.destroy())
  socket.end(`${lines.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy())
}
