import type { IncomingMessage } from 'node:http'
import { WebSocket } from 'ws'

interface SocketRequest {
  /** Headers of the upgrade. */
  readonly headers: Readonly<Record<string, string>>
  /** Payload of `connection_init`. */
  readonly login: Readonly<Record<string, string>> | undefined
  /** Payload of `subscribe`. */
  readonly operation: object
}

/** What a WebSocket is closed with, as the code that stands for the same in an answer by HTTP. */
const closeCodes: Readonly<Record<number, string>> = { 1009: 'REQUEST_ENTITY_TOO_LARGE', 4401: 'UNAUTHENTICATED' }

/** Runs one operation on a WebSocket of its own; gives the code of its first error, or what it was refused with before. */
export const sendOverSocket = (
  url: string,
  { headers, login, operation }: SocketRequest,
): Promise<string | undefined> =>
  new Promise((resolve, reject) => {
    const socket = new WebSocket(url.replace('http', 'ws'), 'graphql-transport-ws', { headers })
    const finish = (code: string | undefined) => {
      resolve(code)
      socket.terminate()
    }
    const send = (message: object) => socket.send(JSON.stringify(message))
    socket.on('open', () => send({ type: 'connection_init', ...(login && { payload: login }) }))
    socket.on('message', (data) => {
      const message: { readonly type: string } = JSON.parse(String(data))
      if (message.type === 'connection_ack') send({ type: 'subscribe', id: '1', payload: operation })
      if (message.type === 'next' || message.type === 'error') finish(codeIn(String(data)))
    })
    socket.on('close', (code) => finish(closeCodes[code] ?? `closed with ${code}`))
    socket.on('unexpected-response', async (_request, response: IncomingMessage) => {
      finish(codeIn((await response.setEncoding('utf8').toArray()).join('')))
    })
    socket.on('error', reject)
  })

/** The first code in an answer. */
export const codeIn = (answer: string): string | undefined => /"code":"(\w+)"/.exec(answer)?.[1]
