import { once } from 'node:events'
import { createServer, request as forward, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A page, and the API behind the same origin: browsers let a page call no other one that does not ask for it. */
export interface Page {
  readonly url: string
  close(): Promise<void>
}

/** Serves `files` by path; every other request goes on to `apiUrl` as it is. */
export const servePage = async (
  files: Readonly<Record<string, [type: string, text: string]>>,
  apiUrl: string,
): Promise<Page> => {
  const server = createServer((request, response) => {
    const file = files[new URL(request.url ?? '', 'http://page').pathname]
    if (file === undefined) return passOn(request, response, apiUrl)
    response.setHeader('content-type', file[0]).end(file[1])
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

const passOn = (request: IncomingMessage, response: ServerResponse, apiUrl: string): void => {
  const { method, headers } = request
  const onward = forward(new URL(request.url ?? '', apiUrl), { method, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers)
    answer.pipe(response)
  })
  onward.on('error', () => response.destroy())
  request.pipe(onward)
}
