import { once } from 'node:events'
import { createServer, request as forward } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface TokenServer {
  readonly url: string
  close(): Promise<void>
}

/** Serves an empty page at `/`, and passes everything else on to a gateway as the bearer of a token that it keeps from the page. */
export const serveWithToken = async (gatewayUrl: string, token: string): Promise<TokenServer> => {
  const server = createServer((request, response) => {
    if (request.url === '/')
      return response.setHeader('content-type', 'text/html').end('<!doctype html><title>x</title>')
    const headers = { ...request.headers, authorization: `Bearer ${token}` }
    const onward = forward(new URL(request.url ?? '', gatewayUrl), { headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
    })
    onward.on('error', () => response.destroy()).end()
    response.on('close', () => onward.destroy())
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
